package io.sealgate.cdi;

import static java.util.Objects.requireNonNull;

import io.sealgate.cdi.ApplicationClasses.Mark;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Looks for marks in class files, and keeps which classes have them. Not thread-safe. */
final class ClassMarks implements ApplicationClasses.Reader {
    static final String CLASS = ".class";

    private static final Mark[] MARKS = Mark.values();
    private static final byte[][] TEXTS = new byte[MARKS.length][];

    /** Whether one of the marks is as long as this: of the texts in a class file, few are. */
    private static final boolean[] LENGTHS = new boolean[1 << 16];

    static {
        for (int mark = 0; mark < TEXTS.length; mark++) {
            TEXTS[mark] = MARKS[mark].text().getBytes(StandardCharsets.US_ASCII);
            LENGTHS[TEXTS[mark].length] = true;
        }
    }

    private static final int UTF8 = 1;
    private static final int CONSTANTS = 10;

    private final Map<Mark, Set<String>> found = new EnumMap<>(Mark.class);

    ClassMarks() {
        for (Mark mark : MARKS) {
            found.put(mark, new HashSet<>());
        }
    }

    /** The names of the classes that have a mark. */
    Set<String> with(Mark mark) {
        return requireNonNull(found.get(mark));
    }

    /** Takes over what another one has found. */
    void addAll(ClassMarks others) {
        for (Mark mark : MARKS) {
            with(mark).addAll(others.with(mark));
        }
    }

    /** Looks into a class file; another file is left out. */
    @Override
    public void read(byte[] bytes, int length, String file) {
        if (length < CONSTANTS
                || bytes[0] != (byte) 0xCA
                || bytes[1] != (byte) 0xFE
                || bytes[2] != (byte) 0xBA
                || bytes[3] != (byte) 0xBE) {
            return;
        }
        try {
            addFound(bytes, length, file);
        } catch (IndexOutOfBoundsException | IllegalArgumentException unknown) {
            // A kind of constant that a later Java has: whoever asks looks at the class itself.
            for (Mark mark : MARKS) {
                add(mark, file);
            }
        }
    }

    /** Goes from constant to constant: all that is looked for is one by itself (JVMS section 4.4). */
    private void addFound(byte[] bytes, int length, String file) {
        int count = (bytes[8] & 0xFF) << 8 | (bytes[9] & 0xFF);
        int at = CONSTANTS;
        for (int i = 1; i < count; i++) {
            int tag = bytes[at];
            if (tag == UTF8) {
                int size = (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
                if (LENGTHS[size]) {
                    addIfMark(bytes, at + 3, size, file);
                }
                at += 3 + size;
            } else {
                at += 1 + ClassFile.sizeOfOther(tag);
                if (ClassFile.takesTwo(tag)) {
                    i++;
                }
            }
        }
        if (at > length) {
            throw new IndexOutOfBoundsException("The file ends within its constants");
        }
    }

    private void addIfMark(byte[] bytes, int at, int size, String file) {
        for (int mark = 0; mark < TEXTS.length; mark++) {
            if (Arrays.equals(TEXTS[mark], 0, TEXTS[mark].length, bytes, at, at + size)) {
                add(MARKS[mark], file);
            }
        }
    }

    private void add(Mark mark, String file) {
        with(mark).add(file.substring(0, file.length() - CLASS.length()).replace('/', '.'));
    }
}
