package io.sealgate;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import io.sealgate.testing.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The methods with {@link Requirement} in the sources of all modules: those that need a container are compiled long after the tests of this one have run. */
final class NamedRows {
    /** What makes a method a test. */
    private static final Set<String> TEST = Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property", "FuzzTest");

    private NamedRows() {}

    /**
     * A method that names rows, or whose class does.
     *
     * @param name as {@code TokenValidatorTest.Keys#validate_unknownKid_rejects}
     * @param runs whether it is a test, and not disabled
     * @param source of its class
     */
    record NamedTest(String name, Set<Integer> rows, boolean runs, String source) {}

    static List<NamedTest> in(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(NamedRows::isSource).filter(NamedRows::names).forEach(files::add);
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        List<NamedTest> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit.getSourceFile().getCharContent(true).toString(), found).scan(unit, null);
            }
        }
        return found;
    }

    private static boolean isSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
    }

    private static boolean names(Path file) {
        try {
            return Files.readString(file).contains("@Requirement(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final String source;
        private final List<NamedTest> found;
        private final Deque<ClassTree> classes = new ArrayDeque<>();

        Scanner(String source, List<NamedTest> found) {
            this.source = source;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            classes.addLast(type);
            super.visitClass(type, null);
            classes.removeLast();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            ModifiersTree ofClass = classes.getLast().getModifiers();
            Set<Integer> rows = new TreeSet<>(rows(method.getModifiers()));
            boolean test = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> TEST.contains(name(annotation)));
            if (test) {
                rows.addAll(rows(ofClass));
            }
            if (!rows.isEmpty()) {
                boolean runs = test && !isDisabled(method.getModifiers()) && !isDisabled(ofClass);
                String type = String.join(
                        ".",
                        classes.stream()
                                .map(each -> each.getSimpleName().toString())
                                .toList());
                found.add(new NamedTest(type + "#" + method.getName(), rows, runs, source));
            }
            return super.visitMethod(method, null);
        }

        private static boolean isDisabled(ModifiersTree modifiers) {
            return modifiers.getAnnotations().stream()
                    .anyMatch(annotation -> name(annotation).equals("Disabled"));
        }

        private static Set<Integer> rows(ModifiersTree modifiers) {
            Set<Integer> rows = new TreeSet<>();
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                if (name(annotation).equals("Requirement")) {
                    new TreeScanner<@Nullable Void, @Nullable Void>() {
                        @Override
                        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
                            rows.add((Integer) literal.getValue());
                            return null;
                        }
                    }.scan(annotation.getArguments(), null);
                }
            }
            return rows;
        }

        private static String name(AnnotationTree annotation) {
            Tree type = annotation.getAnnotationType();
            return type.toString().substring(type.toString().lastIndexOf('.') + 1);
        }
    }
}
