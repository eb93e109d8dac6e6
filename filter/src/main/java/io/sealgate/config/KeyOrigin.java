package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where key material came from that may change while the application runs: files, or code of the application. Thread-safe. */
public final class KeyOrigin {
    private static final String ABSENT = "absent";

    private final List<Path> files;
    private final @Nullable KeyEntrySource source;
    private final String first;
    private final PropertyNames names;
    private final Function<Findings, Optional<KeyText>> reader;

    /**
     * To be called before the files are read, so that no change after that is missed.
     *
     * @param files none twice
     * @param reader reads them; empty if it reported a problem
     */
    KeyOrigin(List<Path> files, PropertyNames names, Function<Findings, Optional<KeyText>> reader) {
        this(files, null, names, reader);
    }

    /**
     * To be called before the source is asked, so that no change after that is missed.
     *
     * @param reader asks it; empty if it reported a problem
     */
    KeyOrigin(KeyEntrySource source, PropertyNames names, Function<Findings, Optional<KeyText>> reader) {
        this(List.of(), requireNonNull(source, "source"), names, reader);
    }

    private KeyOrigin(
            List<Path> files,
            @Nullable KeyEntrySource source,
            PropertyNames names,
            Function<Findings, Optional<KeyText>> reader) {
        this.files = List.copyOf(files);
        this.source = source;
        this.first = fingerprint();
        this.names = requireNonNull(names, "names");
        this.reader = requireNonNull(reader, "reader");
    }

    /** The files; empty if the keys came from code. */
    public List<Path> files() {
        return files;
    }

    /** What the {@link KeyEntrySource} is called that the keys came from; empty if they came from files. */
    public Optional<String> source() {
        return Optional.ofNullable(source).map(KeyEntrySource::name);
    }

    /** What {@link #fingerprint()} was when the keys were about to be read for the first time. */
    public String firstFingerprint() {
        return first;
    }

    /**
     * A text that changes when the content of a file does, also through symbolic links, or when the source has other keys, or fails; says nothing about the content. Takes as long as reading
     * does.
     */
    public String fingerprint() {
        if (source != null) {
            try {
                return EntryFingerprint.of(source.entries());
            } catch (IOException | GeneralSecurityException | RuntimeException | LinkageError e) {
                return ABSENT; // reading says why
            }
        }
        return files.stream().map(KeyOrigin::fingerprint).collect(Collectors.joining(","));
    }

    private static String fingerprint(Path file) {
        if (!Files.isRegularFile(file)) {
            return ABSENT; // not a pipe or device, which might never end
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(KeyTextLoader.LARGEST + 1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException e) {
            return ABSENT;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    /**
     * Reads the keys as they are now.
     *
     * @throws InvalidConfigurationException if that fails; lists every problem
     */
    public KeyText readAgain() {
        Findings findings = new Findings().of(names);
        Optional<KeyText> text = reader.apply(findings);
        if (findings.count() > 0) {
            throw new InvalidConfigurationException(findings.inTableOrder());
        }
        return text.orElseThrow().from(this);
    }
}
