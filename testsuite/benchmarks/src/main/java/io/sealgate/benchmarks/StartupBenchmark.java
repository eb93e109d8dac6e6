package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.cdi.ApplicationClasses;
import io.sealgate.cdi.ApplicationClasses.Mark;
import io.sealgate.cdi.RequirementReader;
import io.sealgate.cdi.RequiresClaimScan;
import io.sealgate.cdi.rest.RestEndpoints;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.EndpointMap;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * How much longer an application with 1,000 endpoints takes to start: finding classes in its WAR, with all libraries of the benchmarks in WEB-INF/lib, finding the endpoints, reading what each asks as the CDI extension does, looking for calls that pass no guard, and making the map with the summary that is logged (the table of all endpoints is made where DEBUG is on). Elapsed time with two processors, from the
 * first that is ours to the last, and, as other processes disturb that, CPU time with one, where all is done by one thread; in a JVM that has run none of our code, as at a start. Either the search of the
 * libraries has to be complete before anything else begins, or it goes on while beans are read, as on servers that boot CDI after initializers. The classes are loaded and their annotations read
 * before, as CDI and REST runtimes do that anyway; what they do beyond that is not measured.
 */
public final class StartupBenchmark {
    private static final int CLASSES = 100;
    private static final int METHODS = 10;
    private static final int STARTS = 11;
    private static final long TARGET_MILLIS = 150;

    private StartupBenchmark() {}

    /** Without arguments, measures several starts; with the directory of the classes, and whether their search overlaps, is one of them. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        if (arguments.length == 2) {
            out.println(start(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1])));
            return;
        }
        Path directory = Files.createTempDirectory("startup");
        try {
            measure(directory, out);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static void measure(Path directory, PrintStream out) throws Exception {
        compile(directory.resolve("WEB-INF/classes"));
        long bytes = copyLibraries(directory.resolve("WEB-INF/lib"));
        List<Long> elapsed = new ArrayList<>();
        List<Long> overlapping = new ArrayList<>();
        List<Long> busy = new ArrayList<>();
        List<Long> finding = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            elapsed.add(inNewJvm(directory, 2, false)[0]);
            overlapping.add(inNewJvm(directory, 2, true)[0]);
            long[] alone = inNewJvm(directory, 1, false);
            busy.add(alone[1]);
            finding.add(alone[2]);
        }
        out.println(Machine.describe() + "; load " + Machine.load());
        out.printf(
                Locale.ROOT,
                "Start-up for %d endpoints and %.1f MB of libraries; target %d ms%n",
                CLASSES * METHODS,
                bytes / 1e6,
                TARGET_MILLIS);
        print("elapsed", elapsed, out);
        print("elapsed, libraries searched meanwhile", overlapping, out);
        print("CPU", busy, out);
        print("of that, finding classes", finding, out);
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

    private static long copyLibraries(Path directory) throws IOException {
        Files.createDirectories(directory);
        long bytes = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
                Files.copy(jar, directory.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                bytes += Files.size(jar);
            }
        }
        return bytes;
    }

    /** As far as classes are looked for in it. */
    private static ServletContext context(Path war, ClassLoader loader) {
        Map<String, Object> attributes = new HashMap<>();
        return (ServletContext) Proxy.newProxyInstance(
                StartupBenchmark.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, in) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get(in[0]);
                    case "setAttribute" -> attributes.put((String) in[0], in[1]);
                    case "getClassLoader" -> loader;
                    case "getContextPath" -> "";
                    case "getRealPath" -> war + (String) in[0];
                    case "getResourceAsStream" -> Files.newInputStream(Path.of(war + (String) in[0]));
                    case "getResourcePaths" -> paths(war, (String) in[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Set<String> paths(Path war, String directory) {
        Set<String> paths = new HashSet<>();
        File[] files = new File(war + directory).listFiles();
        for (File file : files == null ? new File[0] : files) {
            paths.add(directory + file.getName() + (file.isDirectory() ? "/" : ""));
        }
        return paths;
    }

    private static void compile(Path directory) throws IOException {
        Files.createDirectories(directory);
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

    /** As {@link #start}. */
    private static long[] inNewJvm(Path directory, int processors, boolean overlap)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=" + processors,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        StartupBenchmark.class.getName(),
                        directory.toString(),
                        Boolean.toString(overlap))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The start has failed");
        }
        return Stream.of(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    /** Microseconds: elapsed, of this thread, and of this thread for finding classes. */
    private static String start(Path directory, boolean overlap) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.resolve("WEB-INF/classes").toUri().toURL()},
                StartupBenchmark.class.getClassLoader())) {
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
            ServletContext context = context(directory, loader);
            if (context.getResourcePaths("/WEB-INF/classes/").isEmpty()) {
                throw new IllegalStateException("No classes in " + directory);
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = System.nanoTime();
            long busyBefore = threads.getCurrentThreadCpuTime();
            Set<Mark> marks = EnumSet.of(Mark.REST_PATH, Mark.REST_APPLICATION_PATH, Mark.REST_APPLICATION);
            if (overlap) {
                ApplicationClasses.search(context);
            } else {
                ApplicationClasses.with(marks, context);
            }
            long busyFinding = (threads.getCurrentThreadCpuTime() - busyBefore) / 1_000;
            RequirementReader reader = new RequirementReader();
            int asked = 0;
            for (Class<?> type : classes) {
                for (Method method : type.getMethods()) {
                    if (method.getDeclaringClass() != Object.class) {
                        asked += reader.read(method, type).size();
                    }
                }
            }
            Set<Class<?>> found = ApplicationClasses.with(marks, context);
            RequiresClaimScan.checkResources(classes);
            EndpointMap map = EndpointMap.of(RestEndpoints.of(classes));
            int open = map.with(Access.OPEN).size();
            int guarded = map.with(Access.GUARDED).size();
            long busy = (threads.getCurrentThreadCpuTime() - busyBefore) / 1_000;
            long elapsed = (System.nanoTime() - before) / 1_000;
            if (annotations == 0
                    || asked == 0
                    || open + guarded != map.endpoints().size()
                    || !found.containsAll(classes)
                    || map.endpoints().size() != CLASSES * METHODS) {
                throw new IllegalStateException(
                        "Found " + Arrays.asList(asked, map.endpoints().size()));
            }
            return elapsed + " " + busy + " " + busyFinding;
        }
    }
}
