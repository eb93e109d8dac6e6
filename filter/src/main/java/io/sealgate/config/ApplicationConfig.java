package io.sealgate.config;

import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * The configuration of one application, whether or not its server has MicroProfile Config. Refers to no type of MicroProfile Config, so it loads
 * everywhere.
 */
public final class ApplicationConfig {
    private static final String MICROPROFILE_CONFIG = "MicroProfile Config";

    private ApplicationConfig() {}

    /**
     * Reads the application's configuration.
     *
     * @param application the application's class loader; also finds key locations
     * @return never null; without a working MicroProfile Config, the problem says what to add
     */
    public static Reading read(ClassLoader application) {
        try {
            SealgateConfigReader.requireImplementation();
        } catch (NoClassDefFoundError e) {
            return absent("There is no MicroProfile Config on the class path of the application.");
        } catch (IllegalStateException | ServiceConfigurationError e) {
            return absent("MicroProfile Config is on the class path, and no implementation of it works ("
                    + e.getClass().getSimpleName() + ").");
        }
        try {
            return SealgateConfigReader.read(application);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) { // its message may hold a value
            return problem(
                    ProblemCode.MICROPROFILE_CONFIG_FAILED,
                    "MicroProfile Config cannot read its sources ("
                            + e.getClass().getName() + ").",
                    "Check META-INF/microprofile-config.properties and the other sources of configuration for syntax errors.");
        }
    }

    private static Reading absent(String cause) {
        return problem(
                ProblemCode.NO_MICROPROFILE_CONFIG,
                cause,
                "On Tomcat and Jetty add io.smallrye.config:smallrye-config to the application; on Open Liberty add the feature mpConfig; WildFly and Payara have it.");
    }

    private static Reading problem(ProblemCode code, String cause, String mend) {
        ConfigProblem problem = new ConfigProblem(code.code(), MICROPROFILE_CONFIG, cause, mend);
        return new Reading(Optional.empty(), List.of(), List.of(problem));
    }
}
