package io.sealgate.config;

import java.util.Optional;
import java.util.Set;

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
     * The names that are set and ours to judge ({@link PropertyReader#isOurs}). Those that environment variables alone set count only where they stand for a property that there is
     * ({@link PropertyReader#isKnown}): {@code SEALGATE_SERVICE_HOST} exists wherever a Kubernetes service is called sealgate.
     */
    Set<String> names();
}
