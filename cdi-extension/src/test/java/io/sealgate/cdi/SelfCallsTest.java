package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.ClassFile.Body;
import io.sealgate.claims.RoleRequirement;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Of classes as the compiler of this JDK makes them. */
@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "ClassCanBeStatic"})
class SelfCallsTest {

    private static void assertRefused(Class<?> type, String caller, String called) {
        assertThat(SelfCalls.problems(type))
                .singleElement()
                .asString()
                .contains(
                        caller + " calls ", called + " of its own object, which passes no guard", ". Inject the bean");
    }

    private static void assertFine(Class<?> type) {
        assertThat(SelfCalls.problems(type)).isEmpty();
    }

    @Nested
    class Refused {
        static class Direct {
            public void expire(List<String> ids, long before) {
                for (String id : ids) {
                    if (id.length() > before) {
                        cancel(before, ids.isEmpty() ? id : id.strip());
                    }
                }
            }

            @RequiresRole("admin")
            public void cancel(long at, String id) {}
        }

        @Test
        void problems_unguardedMethodCallsGuarded_saysWhatToWrite() {
            String name = Direct.class.getName();
            assertThat(SelfCalls.problems(Direct.class))
                    .containsExactly("SG-226 " + name + "#expire calls " + name
                            + "#cancel of its own object, which passes no guard, so nothing would ask for role admin."
                            + " Inject the bean into itself and call that, call CallerContext.require before, or move"
                            + " what both do into a private method without a rule.");
        }

        static class WeakerRule {
            @RequiresScope("read")
            public void expire() {
                cancel();
            }

            @RequiresScope("read")
            @AdminsOnly
            public void cancel() {}
        }

        @RequiresRole("admin")
        @Retention(RetentionPolicy.RUNTIME)
        @interface AdminsOnly {}

        @Test
        void problems_callerAsksLess_namesWhatNothingAsks() {
            assertRefused(WeakerRule.class, "#expire", "#cancel");
            assertThat(SelfCalls.problems(WeakerRule.class).get(0)).contains("nothing would ask for role admin.");
        }

        static class Lambda {
            public Runnable expire() {
                return () -> cancel();
            }

            @RequiresRole("admin")
            public void cancel() {}
        }

        @Test
        void problems_lambdaCallsGuarded_namesTheMethodAroundIt() {
            assertRefused(Lambda.class, "$Lambda#expire", "#cancel");
        }

        static class Reference {
            public void expire(List<String> ids) {
                ids.forEach(this::cancel);
            }

            @RequiresRole("admin")
            public void cancel(String id) {}
        }

        @Test
        void problems_methodReference_isACall() {
            assertRefused(Reference.class, "#expire", "#cancel");
        }

        static class Anonymous {
            public Runnable expire() {
                return new Runnable() {
                    @Override
                    public void run() {
                        Supplier<String> nested = () -> {
                            cancel();
                            return "";
                        };
                        String unused = nested.get();
                    }
                };
            }

            @RequiresRole("admin")
            public void cancel() {}
        }

        @Test
        void problems_innerClassCallsGuarded_isFound() {
            assertRefused(Anonymous.class, "Anonymous$1#run", "#cancel");
        }

        static class Helper {
            public void expire() {
                helper(3);
            }

            @RequiresRole("admin")
            public void cancel() {
                helper(0);
            }

            private void helper(int depth) {
                if (depth > 0) {
                    helper(depth - 1);
                    cancel();
                }
            }
        }

        @Test
        void problems_privateMethodThatOneUnguardedMethodLeadsTo_isRefused() {
            assertRefused(Helper.class, "#helper", "#cancel");
        }

        abstract static class Above<T> {
            public void all(T id) {
                one(id);
            }

            public abstract void one(T id);
        }

        static class Below extends Above<String> {
            @Override
            @RequiresRole("admin")
            public void one(String id) {}
        }

        @Test
        void problems_superclassCallsWhatTheClassGuards_isFoundThroughTheBridge() {
            assertRefused(Below.class, "Above#all", "Below#one");
        }

        interface Operations {
            default void all() {
                one();
            }

            @RequiresRole("admin")
            void one();
        }

        static class Implementing implements Operations {
            @Override
            public void one() {}
        }

        @Test
        void problems_defaultMethodCallsWhatTheInterfaceGuards_isFound() {
            assertRefused(Implementing.class, "Operations#all", "#one");
        }

        static class Overriding extends Direct {
            @Override
            public void expire(List<String> ids, long before) {}

            public void other(String id) {
                super.cancel(1, id);
            }
        }

        @Test
        void problems_overriddenMethodAndSuper_areBothFound() {
            assertThat(SelfCalls.problems(Overriding.class))
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("Direct#expire calls"))
                    .anyMatch(problem -> problem.contains("Overriding#other calls"));
        }

        static class Branches {
            private Branches other;

            public String read(int kind, String name) {
                try {
                    switch (name) {
                        case "a":
                            return kind > 3 ? "" : (kind == 1 ? this : other).secret((byte) kind, new long[] {1, 2});
                        case "b":
                            synchronized (this) {
                                return "";
                            }
                        default:
                            throw new IllegalStateException(name + kind);
                    }
                } catch (IllegalStateException e) {
                    return "";
                } finally {
                    kind++;
                }
            }

            @RequiresRole("admin")
            public String secret(byte kind, long... values) {
                return "";
            }
        }

        @Test
        void problems_receiverThatMayBeThis_isThis() {
            assertRefused(Branches.class, "#read", "#secret");
        }

        static class Variable {
            public void read(double ignored) {
                Variable self = this;
                long[][] cells = new long[2][3];
                cells[0][1] += (long) ignored;
                Runnable nothing = () -> {};
                nothing.run();
                self.secret(cells[0][1], 1.5 * ignored);
            }

            @RequiresRole("admin")
            protected void secret(long one, double two) {}
        }

        @Test
        void problems_thisInAVariable_isThis() {
            assertRefused(Variable.class, "#read", "#secret");
        }

        static class Handler {
            public void read(List<String> from) {
                try {
                    from.clear();
                } catch (UnsupportedOperationException | NullPointerException e) {
                    secret(e);
                }
            }

            @RequiresRole("admin")
            public void secret(Exception e) {}
        }

        @Test
        void problems_callInACatchBlock_isFound() {
            assertRefused(Handler.class, "#read", "#secret");
        }

        static class Made {
            @PostConstruct
            void start() {
                reload();
            }

            private final Runnable later = this::reload;

            @RequiresRole("admin")
            public void reload() {}
        }

        @Test
        void problems_constructorAndLifecycleCallGuarded_areRefused() {
            assertThat(SelfCalls.problems(Made.class))
                    .hasSize(2)
                    .anyMatch(problem ->
                            problem.startsWith("SG-226 The constructor of " + Made.class.getName() + " calls "))
                    .anyMatch(problem -> problem.contains("#start calls "));
        }

        static class Argument {
            @RequiresClaim(name = "tenant", equalsArgument = "0")
            public void list(String tenant) {
                list(tenant, 10);
            }

            @RequiresClaim(name = "tenant", equalsArgument = "0")
            public void list(String tenant, int count) {}
        }

        @Test
        void problems_sameRuleBoundToAnArgument_isNotTheSame() {
            assertRefused(Argument.class, "#list", "#list");
        }

        @RequiresClaim(name = "tenant", equalsArgument = "0")
        static class ArgumentOfClass {
            public void list(String tenant) {
                list("another", 10);
            }

            public void list(String tenant, int count) {}
        }

        @Test
        void problems_ruleOfTheClassBoundToAnArgument_isNotTheSame() {
            assertRefused(ArgumentOfClass.class, "#list", "#list");
        }
    }

    @Nested
    class Fine {
        static class Injected {
            @Inject
            Injected self;

            public void expire(Injected other, List<Injected> others) {
                self.cancel();
                other.cancel();
                others.get(0).cancel();
                others.forEach(Injected::cancel);
                others.forEach(each -> each.cancel());
                Consumer<String> log = other::log;
            }

            void log(String text) {}

            @RequiresRole("admin")
            public void cancel() {}
        }

        @Test
        void problems_otherObjectsOfTheClass_areNotThis() {
            assertFine(Injected.class);
        }

        @RequiresScope("read")
        static class SameRule {
            @RequiresRole("admin")
            public void expire() {
                helper(() -> cancel());
                read();
            }

            private void helper(Runnable after) {
                after.run();
                cancel();
            }

            @RequiresRole("admin")
            public void cancel() {}

            public void read() {}

            @PostConstruct
            void start() {
                read();
            }
        }

        @Test
        void problems_everyWayAsksTheSame_isFine() {
            assertFine(SameRule.class);
        }

        static class MoreAsked {
            @RequiresScope({"read", "write"})
            @RequiresRole("admin")
            public void expire() {
                cancel();
                list();
            }

            @RequiresScope("write")
            public void cancel() {}

            @RequiresAnyOf(scopes = "audit", roles = "admin")
            public void list() {}
        }

        @Test
        void problems_callerAsksMore_isFine() {
            assertFine(MoreAsked.class);
        }

        static class OnTrial {
            @RequiresRole("admin")
            public void expire() {
                cancel();
            }

            @RequiresRole(value = "admin", reportOnly = true)
            public void cancel() {}
        }

        @Test
        void problems_calledMethodOnTrialForTheSameRule_isFine() {
            assertFine(OnTrial.class);
        }

        static class Required {
            @Inject
            CallerContext caller;

            public void expire() {
                caller.require(new RoleRequirement("admin"));
                cancel();
            }

            @RequiresRole("admin")
            public void cancel() {}
        }

        @Test
        void problems_methodThatRequiresByItself_isFine() {
            assertFine(Required.class);
        }

        static class Bridged implements Comparable<Bridged>, Supplier<String> {
            @Override
            @RequiresRole("admin")
            public int compareTo(Bridged other) {
                return 0;
            }

            @Override
            @RequiresRole("admin")
            public String get() {
                return "";
            }
        }

        @Test
        void problems_bridgesOfTheCompiler_areNoCalls() {
            assertFine(Bridged.class);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @InterceptorBinding
    @interface Counted {}

    @Counted
    @Interceptor
    @jakarta.annotation.Priority(1)
    static class Counter {
        static final List<String> SEEN = new ArrayList<>();

        @AroundInvoke
        Object count(InvocationContext context) throws Exception {
            SEEN.add(context.getMethod().getName());
            return context.proceed();
        }
    }

    @ApplicationScoped
    static class Calling {
        public void open() {
            counted();
        }

        @Counted
        public void counted() {
            again();
        }

        @Counted
        public void again() {}
    }

    @Test
    void interceptor_callOnThis_isNotSeenByWeld() {
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .beanClasses(Calling.class, Counter.class)
                .initialize()) {
            container.select(Calling.class).get().open();
            assertThat(Counter.SEEN).isEmpty();
            container.select(Calling.class).get().counted();
            assertThat(Counter.SEEN).containsExactly("counted");
        }
    }

    @Test
    void methodCalls_classesOfTheJdk_areAllRead() throws IOException {
        Path packages = Path.of(URI.create("jrt:/java.base/java/util"));
        int calls = 0;
        try (Stream<Path> files = Files.walk(packages)) {
            for (Path path :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".class"))::iterator) {
                ClassFile file = new ClassFile(Files.readAllBytes(path));
                for (Body body : file.bodies()) {
                    calls += MethodCalls.of(body, file).calls().size();
                }
            }
        }
        assertThat(calls).isGreaterThan(10_000);
    }

    @Test
    void methodCalls_brokenClassFile_failsWithAnExceptionThatIsCaught() throws IOException {
        byte[] bytes;
        try (InputStream in = Refused.Branches.class.getResourceAsStream("SelfCallsTest$Refused$Branches.class")) {
            bytes = in.readAllBytes();
        }
        Random random = new Random(26);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = bytes.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                ClassFile file = new ClassFile(broken);
                for (Body body : file.bodies()) {
                    assertThat(MethodCalls.of(body, file).calls()).isNotNull();
                }
            } catch (RuntimeException expected) {
                assertThat(expected).isNotNull();
            }
        }
    }

    @Test
    void problems_classWithoutAFile_areNone() {
        assertThat(SelfCalls.problems(((Runnable) () -> {}).getClass())).isEmpty();
    }
}
