package io.sealgate.doctor;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The program: {@code check}, {@code explain} and {@code keygen}. */
public final class Doctor {
    private static final String USAGE = """
            Usage: java -jar sealgate-cdi-extension-...-dropin.jar <command>, or --help

            check [<file>] [--online] [--class-path <path>]
                Prints everything that is wrong with the configuration in a properties file, and warns of what is
                likely to be. --online also fetches the keys, once, if the configuration says that keys are fetched.

            explain [<file>] [--class-path <path>]
                Reads a token from standard input, and says whether the configuration accepts it, and why. Fetches
                the keys, if the configuration says so. Prints nothing of the token but alg, kid, iss and jti.

            keygen --out <file> [--alg <algorithm>] [--use sig|enc] [--kid <name>]
                Makes a key: the private JWK Set goes to a new file, which its owner alone may read, the public one to
                standard output. Without --alg: ES256, and ECDH-ES+A256KW with --use enc.

            <file>        Without it: META-INF/microprofile-config.properties, or the same in src/main/resources.
                          System properties (java -D) and environment variables override it, as at deployment.
            <path>        Directories and JARs in which key locations are looked for that are no files, besides
                          the directory of <file> (or the one above, if that is META-INF).

            Exit status:  0 all is well, be there warnings or not, 1 the configuration has findings, 2 wrong usage or an unusable file,
                          3 the token is refused, 4 the keys cannot be fetched.
            """;

    private final Map<String, String> system;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Doctor(
            Map<String, String> system,
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err) {
        this.system = Map.copyOf(system);
        this.environment = Map.copyOf(environment);
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs one command and exits. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Map<String, String> system = new HashMap<>();
        Properties properties = System.getProperties();
        properties.stringPropertyNames().forEach(name -> system.put(name, properties.getProperty(name)));
        Doctor doctor = new Doctor(system, System.getenv(), System.in, out, err);
        System.exit(doctor.run(List.of(arguments)).status());
    }

    ExitCode run(List<String> words) {
        if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
            (words.isEmpty() ? err : out).print(USAGE);
            return words.isEmpty() ? ExitCode.USAGE : ExitCode.GOOD;
        }
        List<String> rest = words.subList(1, words.size());
        try {
            return switch (words.get(0)) {
                case "check" -> new Check(system, environment, out).run(rest);
                case "explain" -> new Explain(system, environment, in, out).run(rest);
                case "keygen" -> new Keygen(out, err).run(rest);
                default -> throw new UsageException("There is no such command.");
            };
        } catch (UsageException e) {
            err.println(e.getMessage() + " --help says more.");
            return ExitCode.USAGE;
        }
    }
}
