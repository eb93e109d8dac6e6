package io.sealgate.json;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds two members of one name in an object, escapes resolved. A name is compared with those before it if its sketch was among them, or if escapes hide it; objects of many members go through a
 * hash table whose hash an attacker cannot foresee.
 */
final class DuplicateNames {
    private static final int PAIRWISE = 16;

    /** Differs per process, so that colliding names cannot be computed beforehand. */
    private static final int SEED = ThreadLocalRandom.current().nextInt();

    private DuplicateNames() {}

    /**
     * In the object that a tape starts with. Notes on the way where each name is, which takes half the time of a walk of its own.
     *
     * @param slots all 0; the index of the name with each sketch is written there, or {@link JsonObject#SEARCH} for several, or one beyond {@value Byte#MAX_VALUE}
     */
    static boolean inRoot(byte[] text, long[] words, byte[] slots) {
        Tape tape = new Tape(text, words);
        int first = 2;
        int end = tape.next(0);
        boolean far = false;
        for (int name = first; name < end; name = tape.next(name + 1)) {
            long word = words[name];
            if (Tape.type(word) != Tape.STRING) {
                Arrays.fill(slots, JsonObject.SEARCH); // escapes hide which name it is
                return in(text, words, 0);
            }
            int slot = Tape.sketch(word);
            if (name > Byte.MAX_VALUE) {
                far = true;
                slots[slot] = JsonObject.SEARCH;
            } else if (slots[slot] == 0) {
                slots[slot] = (byte) name;
            } else if (isAmong(tape, name, first)) {
                return true;
            } else {
                slots[slot] = JsonObject.SEARCH;
            }
        }
        return far && in(text, words, 0);
    }

    /** In the object at an index. */
    static boolean in(byte[] text, long[] words, int object) {
        Tape tape = new Tape(text, words);
        int first = object + 2;
        int end = tape.next(object);
        long seen = 0;
        int members = 0;
        for (int name = first; name < end; name = tape.next(name + 1)) {
            if (++members > PAIRWISE) {
                return hashed(tape, first, end);
            }
            // A name whose bit nobody had before needs no comparison, unless escapes hide what it is.
            long word = words[name];
            long bit = Tape.type(word) == Tape.STRING ? 1L << Tape.sketch(word) : -1L;
            if ((seen & bit) != 0 && isAmong(tape, name, first)) {
                return true;
            }
            seen |= bit;
        }
        return false;
    }

    private static boolean isAmong(Tape tape, int name, int first) {
        for (int other = first; other < name; other = tape.next(other + 1)) {
            if (same(tape, name, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hashed(Tape tape, int first, int end) {
        int members = 0;
        for (int name = first; name < end; name = tape.next(name + 1)) {
            members++;
        }
        int[] table = new int[Integer.highestOneBit(members) * 4];
        int mask = table.length - 1;
        for (int name = first; name < end; name = tape.next(name + 1)) {
            int slot = hash(tape, name) & mask;
            while (table[slot] != 0) {
                if (same(tape, name, table[slot])) {
                    return true;
                }
                slot = (slot + 1) & mask;
            }
            table[slot] = name;
        }
        return false;
    }

    private static boolean same(Tape tape, int name, int other) {
        long a = tape.word(name);
        long b = tape.word(other);
        if (Tape.type(a) == Tape.STRING && Tape.type(b) == Tape.STRING) {
            int length = Tape.end(a) - Tape.start(a);
            if (length != Tape.end(b) - Tape.start(b)) {
                return false;
            }
            byte[] text = tape.text();
            for (int i = 0; i < length; i++) {
                if (text[Tape.start(a) + i] != text[Tape.start(b) + i]) {
                    return false;
                }
            }
            return true;
        }
        return tape.sameString(name, other);
    }

    private static int hash(Tape tape, int name) {
        long word = tape.word(name);
        int hash = SEED;
        if (Tape.type(word) == Tape.STRING) {
            for (int i = Tape.start(word); i < Tape.end(word); i++) {
                hash = mix(hash, tape.text()[i]);
            }
        } else {
            int at = Tape.start(word);
            while (at < Tape.end(word)) {
                long character = tape.character(at);
                hash = mix(hash, Tape.codePoint(character));
                at = Tape.after(character);
            }
        }
        return hash ^ (hash >>> 15);
    }

    /** Multiplies after adding, so that the seed decides which names collide. */
    private static int mix(int hash, int character) {
        int mixed = (hash ^ character) * 0x85EB_CA6B;
        return mixed ^ (mixed >>> 13);
    }
}
