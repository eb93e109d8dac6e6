package io.sealgate.config;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is configured, wherever it is written. */
interface PropertyValues {
    /**
     * Finds a value, also a blank one: a property that was emptied by accident must not fall back to a default silently.
     *
     * @return the value with its references resolved; empty if the property is not set
     * @throws RuntimeException if it is set and cannot be obtained; the message may hold the value
     */
    Optional<String> find(String name);

    /**
     * The names that are set. Those that environment variables alone set need not be among them: {@code SEALGATE_SERVICE_HOST} exists wherever a Kubernetes
     * service is called sealgate.
     *
     * @param wanted which names matter
     */
    Set<String> names(Predicate<String> wanted);
}
