package io.sealgate.json;

import java.util.Arrays;
import java.util.List;

/**
 * To the whole object, or through a member of it to what is inside.
 *
 * @param steps none, or several
 */
record PathPointer(List<Step> steps) implements JsonPointer {
    private static final int NO_ELEMENT = -1;
    private static final int MAX_DIGITS = 9;

    PathPointer {
        steps = List.copyOf(steps);
    }

    static PathPointer to(String... steps) {
        return new PathPointer(Arrays.stream(steps).map(Step::new).toList());
    }

    /**
     * What one step leads to.
     *
     * @param name in an object: the member of this name
     * @param element in an array: an index, or a negative number for an element that is never there
     */
    record Step(String name, int element) {
        Step(String name) {
            this(name, toElement(name));
        }
    }

    private static int toElement(String step) {
        // RFC 6901 section 4: digits without a leading zero; "-" names an element that is never there.
        if (step.isEmpty() || step.length() > MAX_DIGITS || (step.length() > 1 && step.charAt(0) == '0')) {
            return NO_ELEMENT;
        }
        int element = 0;
        for (int i = 0; i < step.length(); i++) {
            char c = step.charAt(i);
            if (c < '0' || c > '9') {
                return NO_ELEMENT;
            }
            element = element * 10 + (c - '0');
        }
        return element;
    }
}
