package io.sealgate.cdi;

import io.sealgate.cdi.ApplicationClasses.Reader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds class files by the classes that they mention. Each search reads all files anew; what cannot be read is left out, with a line at DEBUG. */
final class ClassSearch {

    /** Where class files are. */
    interface Files {
        /** Hands all of them on. */
        void read(Reader reader);
    }

    private ClassSearch() {}

    /**
     * The files that mention one of these classes as such, the classes' own among them.
     *
     * @param names internal names
     */
    static List<ClassFile> mentioning(Set<String> names, Files files) {
        byte[] @Nullable [][] byLength = byLength(names);
        List<ClassFile> found = new ArrayList<>();
        files.read((bytes, length, file) -> {
            try {
                if (new ClassFile(bytes).mentionsAny(byLength)) {
                    found.add(new ClassFile(Arrays.copyOf(bytes, length)));
                }
            } catch (RuntimeException e) {
                System.getLogger("io.sealgate").log(Level.DEBUG, () -> file + " cannot be searched", e);
            }
        });
        return found;
    }

    /**
     * The classes and interfaces below these, themselves left out.
     *
     * @param names internal names
     * @return internal names
     */
    static Set<String> below(Set<String> names, Files files) {
        Set<String> below = new HashSet<>();
        Set<String> parents = names;
        while (!parents.isEmpty()) {
            Set<String> children = new HashSet<>();
            for (ClassFile file : mentioning(parents, files)) {
                if (parents.contains(file.superclass())
                        || file.interfaces().stream().anyMatch(parents::contains)) {
                    children.add(file.name());
                }
            }
            children.removeIf(child -> names.contains(child) || !below.add(child));
            parents = children;
        }
        return below;
    }

    private static byte[] @Nullable [][] byLength(Set<String> names) {
        int longest = 0;
        for (String name : names) {
            longest = Math.max(longest, name.getBytes(StandardCharsets.UTF_8).length);
        }
        byte[] @Nullable [][] byLength = new byte[longest + 1][][];
        for (String name : names) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            byte[][] sameLength = byLength[text.length];
            byte[][] more = sameLength == null ? new byte[1][] : Arrays.copyOf(sameLength, sameLength.length + 1);
            more[more.length - 1] = text;
            byLength[text.length] = more;
        }
        return byLength;
    }
}
