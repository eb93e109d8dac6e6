package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call that a {@link Requirement} decides on, as far as it is not the caller's token. What is not known of a call is absent, so that whatever is bound to it fails. */
public interface Call {

    /** A call of which nothing is known but that it happens now, whenever it is asked. */
    static Call at(Clock clock) {
        requireNonNull(clock, "clock");
        return () -> Math.floorDiv(clock.millis(), 1000L);
    }

    /** When the call happens, in seconds since 1970. */
    long epochSecond();

    /**
     * The values of a parameter of the request's path, decoded once; empty if there is none of this name, more than one where several parts of the path have
     * it.
     */
    default List<String> pathParameters(String name) {
        return List.of();
    }

    /** The values of a parameter of the request's query, decoded once, in their order; empty if there is none. */
    default List<String> queryParameters(String name) {
        return List.of();
    }

    /** The values of a header field of the request, one for each line, as received; empty if there is none. Upper and lower case are the same in its name. */
    default List<String> headers(String name) {
        return List.of();
    }

    /**
     * What is passed to the method that is called.
     *
     * @param index counts from 0
     * @return null also where there is no such argument, or no method
     */
    default @Nullable Object argument(int index) {
        return null;
    }
}
