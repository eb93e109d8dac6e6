package io.sealgate.cdi.rest;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds applications that switch on the server's MicroProfile JWT beside Sealgate, be it by mistake or in the course of a migration: both would read the same token by rules of their
 * own. Where the server lacks the annotation's class, the annotation is not there at run time, and switches nothing on.
 */
final class MicroProfileJwtCheck {
    /** By name, as the library does not need MicroProfile JWT. */
    private static final String LOGIN_CONFIG = "org.eclipse.microprofile.auth.LoginConfig";

    private MicroProfileJwtCheck() {}

    /**
     * @param classes {@code Application} classes, and others, which are left out
     * @throws InvalidConfigurationException if one has {@code @LoginConfig}
     */
    static void check(Collection<Class<?>> classes) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (Class<?> type : classes) {
            for (Annotation annotation : type.getDeclaredAnnotations()) {
                if (annotation.annotationType().getName().equals(LOGIN_CONFIG)) {
                    problems.add(
                            new ConfigProblem(
                                    "SG-225",
                                    "@LoginConfig on " + type.getName(),
                                    "It has the server authenticate callers, too, by its own MicroProfile JWT.",
                                    "Remove the annotation: Sealgate reads the same mp.jwt properties, and tells the server who calls."));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }
}
