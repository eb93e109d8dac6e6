package io.sealgate.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.cdi.ApplicationClasses.Mark;
import jakarta.ws.rs.Path;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way a JAR is made, the classes in it with a mark are found. */
class LibrarySearchTest {
    private static final String FOUND = "org/acme/Found.class";

    @TempDir
    private java.nio.file.Path directory;

    @Path("/found")
    static class Resource {}

    static class Other {}

    private static byte[] file(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getName().replaceAll(".*\\.", "") + ".class")) {
            return in.readAllBytes();
        }
    }

    private interface Content {
        void write(ZipOutputStream zip) throws IOException;
    }

    private static byte[] zip(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            content.write(zip);
        }
        return out.toByteArray();
    }

    private static void add(String name, byte[] bytes, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private File jar(byte[]... parts) throws IOException {
        java.nio.file.Path jar = Files.createTempFile(directory, "library", ".jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
        return jar.toFile();
    }

    private static Set<String> search(File... jars) throws IOException {
        return LibrarySearch.start(List.of(jars)).result().with(Mark.REST_PATH);
    }

    @Test
    void search_classesWithAndWithoutMark_findsThoseWith() throws IOException {
        File jar = jar(zip(zip -> {
            add("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(UTF_8), zip);
            add("org/acme/", new byte[0], zip);
            add(FOUND, file(Resource.class), zip);
            add("org/acme/Other.class", file(Other.class), zip);
            add("org/acme/Größe.class", file(Resource.class), zip);
            add("org/acme/Text.class", "Ljakarta/ws/rs/Path;".getBytes(UTF_8), zip);
            add("org/acme/Empty.class", new byte[0], zip);
            add("Root.class", file(Resource.class), zip);
        }));
        assertThat(search(jar)).containsExactlyInAnyOrder("org.acme.Found", "org.acme.Größe", "Root");
    }

    @Test
    void search_packagesOfKnownLibraries_leavesThemOut() throws IOException {
        File jar = jar(zip(zip -> {
            add("jakarta/A.class", file(Resource.class), zip);
            add("org/springframework/A.class", file(Resource.class), zip);
            add("META-INF/versions/17/A.class", file(Resource.class), zip);
            add("org/springframeworks/A.class", file(Resource.class), zip);
            add("io/sealgate/A.class", file(Resource.class), zip);
        }));
        File ours = jar(zip(zip -> {
            add("io/sealgate/B.class", file(Resource.class), zip);
            add("io/sealgate/cdi/ApplicationClasses.class", file(Resource.class), zip);
            add("org/acme/B.class", file(Resource.class), zip);
        }));
        assertThat(search(jar, ours))
                .containsExactlyInAnyOrder("org.springframeworks.A", "io.sealgate.A", "org.acme.B");
    }

    @Test
    void search_storedFile_findsIt() throws IOException {
        byte[] bytes = file(Resource.class);
        assertThat(search(jar(zip(zip -> {
                    ZipEntry entry = new ZipEntry(FOUND);
                    CRC32 crc = new CRC32();
                    crc.update(bytes);
                    entry.setCrc(crc.getValue());
                    entry.setSize(bytes.length);
                    entry.setMethod(ZipEntry.STORED);
                    zip.putNextEntry(entry);
                    zip.write(bytes);
                }))))
                .containsExactly("org.acme.Found");
    }

    @Test
    void search_moreBeforeTheContentThanTheDirectorySays_findsIt() throws IOException {
        assertThat(search(jar(zip(zip -> {
                    ZipEntry entry = new ZipEntry(FOUND);
                    entry.setLastModifiedTime(FileTime.fromMillis(1));
                    entry.setLastAccessTime(FileTime.fromMillis(2));
                    entry.setCreationTime(FileTime.fromMillis(3));
                    zip.putNextEntry(entry);
                    zip.write(file(Resource.class));
                }))))
                .containsExactly("org.acme.Found");
    }

    @Test
    void search_commentBehind_findsIt() throws IOException {
        assertThat(search(jar(zip(zip -> {
                    zip.setComment("made by hand");
                    add(FOUND, file(Resource.class), zip);
                }))))
                .containsExactly("org.acme.Found");
    }

    @Test
    void search_scriptBefore_findsIt() throws IOException {
        byte[] zip = zip(out -> add(FOUND, file(Resource.class), out));
        assertThat(search(jar("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(UTF_8), zip)))
                .containsExactly("org.acme.Found");
    }

    @Test
    void search_moreFilesThanCanBeCountedInTwoBytes_findsIt() throws IOException {
        assertThat(search(jar(zip(zip -> {
                    zip.setLevel(0);
                    for (int i = 0; i < 65_600; i++) {
                        add(i + ".txt", new byte[0], zip);
                    }
                    add(FOUND, file(Resource.class), zip);
                }))))
                .containsExactly("org.acme.Found");
    }

    @Test
    void search_filesOfAllLengths_findsAll() throws IOException {
        Random random = new Random(1);
        Set<String> expected = new TreeSet<>();
        File jar = jar(zip(zip -> {
            for (int i = 0; i < 300; i++) {
                byte[] start = file(i % 3 == 0 ? Resource.class : Other.class);
                // What is behind a class file differs in length and cannot be packed.
                byte[] bytes = new byte[start.length + random.nextInt(i % 50 == 0 ? 5_000_000 : 20_000)];
                random.nextBytes(bytes);
                System.arraycopy(start, 0, bytes, 0, start.length);
                add("org/acme/C" + i + ".class", bytes, zip);
                if (i % 3 == 0) {
                    expected.add("org.acme.C" + i);
                }
            }
        }));
        assertThat(search(jar)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void search_manyJars_findsAll() throws IOException {
        List<File> jars = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            String name = "A" + i;
            jars.add(jar(zip(zip -> add(name + ".class", file(Resource.class), zip))));
            expected.add(name);
        }
        LibrarySearch search = LibrarySearch.start(jars);
        assertThat(search.result().with(Mark.REST_PATH)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(search.result().with(Mark.REST_PATH)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(search.result().with(Mark.WEBSOCKET_ENDPOINT)).isEmpty();
    }

    @Test
    void search_jarsAlikeButForTheirContent_tellsThemApart() throws IOException {
        byte[] marked = file(Resource.class);
        byte[] unmarked = Arrays.copyOf(file(Other.class), marked.length);
        List<File> jars = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = 10 + i;
            jars.add(jar(zip(zip -> {
                zip.setLevel(0);
                add("C" + number + ".class", number % 2 == 0 ? marked : unmarked, zip);
            })));
        }
        assertThat(jars.stream().map(File::length).distinct()).hasSize(1);
        assertThat(search(jars.toArray(File[]::new)))
                .containsExactlyInAnyOrder("C10", "C12", "C14", "C16", "C18", "C20", "C22", "C24", "C26", "C28");
    }

    @Test
    void search_noJars_findsNothing() throws IOException {
        assertThat(search()).isEmpty();
    }

    @Test
    void result_jarsThatAreNone_throwsForTheFirst() throws IOException {
        byte[] good = zip(zip -> add(FOUND, file(Resource.class), zip));
        File first = jar("no zip".getBytes(UTF_8));
        File missing = new File(first.getParentFile(), "missing.jar");
        for (int i = 0; i < 20; i++) {
            LibrarySearch search = LibrarySearch.start(List.of(jar(good), first, missing));
            assertThatThrownBy(search::result).isInstanceOf(IOException.class).hasMessageContaining("zip");
            assertThatThrownBy(search::result).isInstanceOf(IOException.class).hasMessageContaining("zip");
        }
        assertThatThrownBy(() -> search(missing, first))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing.jar");
    }

    @Test
    void result_jarCutOff_throws() throws IOException {
        byte[] zip = zip(out -> add(FOUND, file(Resource.class), out));
        byte[] cut = Arrays.copyOf(zip, zip.length - 30);
        File jar = jar(cut);
        assertThatThrownBy(() -> search(jar)).isInstanceOf(IOException.class);
    }

    @Test
    void result_contentDamaged_throws() throws IOException {
        byte[] zip = zip(out -> add(FOUND, file(Resource.class), out));
        int content = 30 + FOUND.length();
        Arrays.fill(zip, content, content + 100, (byte) 0xFF);
        File jar = jar(zip);
        assertThatThrownBy(() -> search(jar)).isInstanceOf(IOException.class);
    }

    @Test
    void result_waitingThreadInterrupted_findsAllAndStaysInterrupted() throws IOException {
        File jar = jar(zip(zip -> add(FOUND, file(Resource.class), zip)));
        Thread.currentThread().interrupt();
        try {
            assertThat(search(jar)).containsExactly("org.acme.Found");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
