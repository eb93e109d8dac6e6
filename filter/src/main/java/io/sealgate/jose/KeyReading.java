package io.sealgate.jose;

import java.util.List;

/** What a text held: keys, and whatever is wrong with it. Keys of no use here, such as encryption keys in a set to verify with, are left out without a problem. */
public record KeyReading<K>(List<K> keys, List<KeyProblem> problems) {
    public KeyReading {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
    }
}
