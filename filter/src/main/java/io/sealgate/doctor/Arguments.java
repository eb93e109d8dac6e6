package io.sealgate.doctor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments after a command's name.
 *
 * @param operands what is no option
 * @param options the values of options, by name with its two hyphens; of flags, nothing
 */
record Arguments(List<String> operands, Map<String, String> options) {
    Arguments {
        operands = List.copyOf(operands);
        options = Map.copyOf(options);
    }

    /**
     * @param valued the options that have a value
     * @param flags the options that have none
     */
    static Arguments parse(List<String> words, Set<String> valued, Set<String> flags) throws UsageException {
        List<String> operands = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            if (!word.startsWith("--")) {
                operands.add(word);
                continue;
            }
            String value = "";
            if (valued.contains(word)) {
                if (left.isEmpty()) {
                    throw new UsageException(word + " needs a value.");
                }
                value = left.pop();
            } else if (!flags.contains(word)) {
                throw new UsageException("There is no option " + word + " here.");
            }
            if (options.put(word, value) != null) {
                throw new UsageException(word + " is given twice.");
            }
        }
        return new Arguments(operands, options);
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }
}
