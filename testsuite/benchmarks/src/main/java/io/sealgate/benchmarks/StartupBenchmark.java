package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.cdi.RequirementReader;
import io.sealgate.cdi.rest.RestEndpoints;
import io.sealgate.endpoints.EndpointMap;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * How much longer an application with 1,000 endpoints takes to start: finding the endpoints, reading what each asks as the CDI extension does, and making the map. Elapsed time and, as other
 * processes disturb that, CPU time of the one thread, in a JVM that has run none of our code, as at a start. The classes are loaded and their annotations read before, as CDI and REST runtimes do
 * that anyway; what they do beyond that is not measured.
 */
public final class StartupBenchmark {
    private static final int CLASSES = 100;
    private static final int METHODS = 10;
    private static final int STARTS = 11;
    private static final long TARGET_MILLIS = 150;

    private StartupBenchmark() {}

    /** Without arguments, measures several starts; with the directory of the classes, is one of them. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        if (arguments.length == 1) {
            out.println(start(Path.of(arguments[0])));
            return;
        }
        Path directory = Files.createTempDirectory("startup");
        compile(directory);
        List<Long> elapsed = new ArrayList<>();
        List<Long> busy = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            String[] micros = inNewJvm(directory).split(" ", -1);
            elapsed.add(Long.parseLong(micros[0]));
            busy.add(Long.parseLong(micros[1]));
        }
        out.println(Machine.describe() + "; load " + Machine.load());
        out.printf(Locale.ROOT, "Start-up for %d endpoints; target %d ms%n", CLASSES * METHODS, TARGET_MILLIS);
        print("elapsed", elapsed, out);
        print("CPU", busy, out);
    }

    private static void print(String what, List<Long> micros, PrintStream out) {
        micros.sort(null);
        out.printf(
                Locale.ROOT,
                "%s: median %.1f ms, fastest %.1f ms, slowest %.1f ms%n",
                what,
                micros.get(STARTS / 2) / 1e3,
                micros.get(0) / 1e3,
                micros.get(STARTS - 1) / 1e3);
    }

    private static void compile(Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("A JDK is needed");
        }
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", directory.toString(), "-classpath", System.getProperty("java.class.path")));
        for (int i = 0; i < CLASSES; i++) {
            Path file = directory.resolve("Resource" + i + ".java");
            Files.writeString(file, source(i));
            arguments.add(file.toString());
        }
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The resources do not compile");
        }
    }

    /** A class with an interface, a superclass for every other, and rules of each kind. */
    private static String source(int number) {
        StringBuilder source = new StringBuilder("import io.sealgate.cdi.RequiresClaim;\nimport jakarta.ws.rs.*;\n");
        if (number == 0) {
            source.append(
                            "interface Contract { @GET @Path(\"/contract\") @RequiresClaim(name = \"tenant\") String contract(); }\n")
                    .append("abstract class Base { @RequiresClaim(name = \"base\") public void helper() {} }\n");
        }
        source.append("@Path(\"/resources/" + number + "\")\n@RequiresClaim(name = \"scope\", anyOf = \"read\")\n")
                .append("public class Resource" + number + (number % 2 == 0 ? " extends Base" : "")
                        + " implements Contract {\n")
                .append("  public String contract() { return \"\"; }\n");
        for (int i = 1; i < METHODS; i++) {
            source.append("  @" + (i % 2 == 0 ? "POST" : "GET") + " @Path(\"/{id}/" + i + "\") "
                    + (i % 3 == 0
                            ? "@jakarta.annotation.security.RolesAllowed(\"clerk\")"
                            : "@RequiresClaim(name = \"/a/roles\", allOf = {\"x\", \"y\"})")
                    + " public String method" + i + "(@PathParam(\"id\") String id) { return id; }\n");
        }
        return source.append("}\n").toString();
    }

    private static String inNewJvm(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=2",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        StartupBenchmark.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The start has failed");
        }
        return line;
    }

    /** Microseconds, elapsed and of this thread. */
    private static String start(Path directory) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, StartupBenchmark.class.getClassLoader())) {
            Set<Class<?>> classes = new TreeSet<>((one, other) -> one.getName().compareTo(other.getName()));
            for (int i = 0; i < CLASSES; i++) {
                classes.add(Class.forName("Resource" + i, true, loader));
            }
            int annotations = 0;
            for (Class<?> type : classes) {
                annotations += type.getDeclaredAnnotations().length;
                for (Method method : type.getMethods()) {
                    annotations += method.getDeclaredAnnotations().length + method.getGenericParameterTypes().length;
                }
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = System.nanoTime();
            long busyBefore = threads.getCurrentThreadCpuTime();
            RequirementReader reader = new RequirementReader();
            int asked = 0;
            for (Class<?> type : classes) {
                for (Method method : type.getMethods()) {
                    if (method.getDeclaringClass() != Object.class) {
                        asked += reader.read(method, type).size();
                    }
                }
            }
            EndpointMap map = EndpointMap.of(RestEndpoints.of(classes));
            String table = map.toString();
            long busy = (threads.getCurrentThreadCpuTime() - busyBefore) / 1_000;
            long elapsed = (System.nanoTime() - before) / 1_000;
            if (annotations == 0
                    || asked == 0
                    || table.isEmpty()
                    || map.endpoints().size() != CLASSES * METHODS) {
                throw new IllegalStateException(
                        "Found " + Arrays.asList(asked, map.endpoints().size()));
            }
            return elapsed + " " + busy;
        }
    }
}
