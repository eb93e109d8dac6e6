package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.cdi.ClassSearch.Files;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Of classes as the compiler of this JDK makes them. */
@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "ClassCanBeStatic"})
class MadeBeansTest {

    static class Orders {
        Orders() {}

        Orders(String shop) {}

        public String list() {
            return "";
        }

        @RequiresRole("admin")
        public void cancel() {}
    }

    @RequiresRole("admin")
    @Retention(RetentionPolicy.RUNTIME)
    @interface AdminsOnly {}

    @AdminsOnly
    static class Audit {
        public String read() {
            return "";
        }
    }

    @Path("/orders")
    @RequiresRole("admin")
    public static class Resource {
        @GET
        @RequiresScope("orders")
        public String read() {
            return helper();
        }

        public String helper() {
            return "";
        }
    }

    @Path("/mixed")
    public static class Mixed {
        @GET
        public String read() {
            return "";
        }

        @RequiresRole("admin")
        public void purge() {}
    }

    @Path("/locating")
    public static class Locating {
        @Path("parts")
        @RequiresRole("admin")
        public Resource parts() {
            return new Resource();
        }
    }

    @RequiresRole("admin")
    static class Page extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    private static final Set<Class<?>> BEANS =
            Set.of(Orders.class, Audit.class, Resource.class, Mixed.class, Locating.class, Page.class);

    private static Files files(Class<?>... classes) {
        return reader -> {
            for (Class<?> each : classes) {
                String file = ClassFile.internalName(each) + ".class";
                try (InputStream in = each.getClassLoader().getResourceAsStream(file)) {
                    byte[] content = in.readAllBytes();
                    // As the reader's buffer, longer than what is in it.
                    byte[] buffer = Arrays.copyOf(content, content.length + 100);
                    reader.read(buffer, content.length, file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static List<String> problems(Class<?>... classes) {
        return MadeBeans.problems(BEANS, files(classes));
    }

    private static void assertRefused(String where, String what, Class<?>... classes) {
        assertThat(problems(classes))
                .singleElement()
                .asString()
                .contains(where + " makes a ", what + " with new, ", ". Inject the bean (@Inject ");
    }

    @Nested
    class Refused {
        static class Direct {
            void run() {
                new Orders().cancel();
            }
        }

        @Test
        void problems_madeAndCalled_saysWhatToWrite() {
            String orders = Orders.class.getName();
            assertThat(problems(Direct.class))
                    .containsExactly("SG-228 " + Direct.class.getName() + "#run makes a " + orders
                            + " with new, whose calls pass no guard, so nothing would ask for what " + orders
                            + "#cancel requires. Inject the bean (@Inject Orders), get it from an injected"
                            + " Instance<Orders>, or call CallerContext.require in the method that makes it.");
        }

        static class Producer {
            @Produces
            Orders orders() {
                return new Orders("eu");
            }
        }

        @Test
        void problems_producerMethod_isRefused() {
            assertRefused("MadeBeansTest$Refused$Producer#orders", "Orders", Producer.class);
        }

        static class Kept {
            private final Orders orders = new Orders();
            static final Orders SHARED = new Orders();
        }

        @Test
        void problems_fields_areRefused() {
            assertThat(problems(Kept.class))
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("The constructor of " + Kept.class.getName() + " makes"))
                    .anyMatch(problem -> problem.contains("Kept#<clinit> makes"));
        }

        static class ByReference {
            Supplier<Orders> one() {
                return Orders::new;
            }

            Function<String, Orders> another(List<String> names) {
                return Orders::new;
            }
        }

        @Test
        void problems_constructorReference_isRefused() {
            assertThat(problems(ByReference.class)).hasSize(2);
        }

        static class InLambda {
            Runnable later() {
                return () -> new Orders().cancel();
            }
        }

        @Test
        void problems_lambda_isRefusedAtItsMethod() {
            assertRefused("MadeBeansTest$Refused$InLambda#later", "Orders", InLambda.class);
        }

        static class Discount extends Orders {
            @Override
            public void cancel() {}
        }

        static class MakesSubclass {
            void run() {
                new Discount().cancel();
            }

            Orders other() {
                return new Orders() {};
            }
        }

        @Test
        void problems_classBelowThatIsNoBean_isRefused() throws Exception {
            Class<?> anonymous = Class.forName(MakesSubclass.class.getName() + "$1");
            assertThat(problems(Discount.class, anonymous, MakesSubclass.class))
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("#run makes a " + Discount.class.getName()))
                    .anyMatch(problem -> problem.contains("#other makes a " + anonymous.getName()));
        }

        static class MakesByAnnotation {
            String run() {
                return new Audit().read();
            }
        }

        @Test
        void problems_ruleOfAnAnnotationOfTheApplication_isRefused() {
            assertRefused("MadeBeansTest$Refused$MakesByAnnotation#run", "Audit", MakesByAnnotation.class);
        }

        static class MakesResources {
            void run() {
                new Mixed().purge();
                new Locating().parts();
            }
        }

        @Test
        void problems_resourceWithRulesBesideRequests_isRefused() {
            assertThat(problems(MakesResources.class)).hasSize(2);
        }

        static class RequiresElsewhere {
            CallerContext caller;

            void check() {
                caller.require();
            }

            void run() {
                new Orders().cancel();
            }
        }

        @Test
        void problems_anotherMethodRequires_isRefused() {
            assertRefused("MadeBeansTest$Refused$RequiresElsewhere#run", "Orders", RequiresElsewhere.class);
        }
    }

    @Nested
    class Fine {
        static class Injected {
            @Inject
            Orders orders;

            @Inject
            Instance<Orders> more;

            void run(Object other) {
                orders.cancel();
                more.get().cancel();
                if (other instanceof Orders cast) {
                    cast.cancel();
                }
                Orders[] several = new Orders[3];
                Class<?> named = Orders.class;
            }
        }

        static class Below extends Orders {
            Below() {
                super("eu");
            }
        }

        static class SingletonsOfRest {
            Set<Object> all() {
                return Set.of(new Resource());
            }
        }

        static class Registers {
            Object page() {
                return new Page();
            }
        }

        static class Requires {
            CallerContext caller;

            void run() {
                caller.require();
                new Orders().cancel();
            }
        }

        @Test
        void problems_nothingMade_areNone() {
            assertThat(problems(Injected.class, Orders.class, Below.class)).isEmpty();
        }

        @Test
        void problems_whatRequestsLeadTo_areNone() {
            assertThat(problems(SingletonsOfRest.class, Locating.class, Registers.class, Resource.class))
                    .isEmpty();
        }

        @Test
        void problems_methodThatRequires_areNone() {
            assertThat(problems(Requires.class)).isEmpty();
        }

        @Test
        void problems_onlyRequestsLeadToRules_searchNothing() {
            assertThat(MadeBeans.problems(Set.of(Resource.class, Page.class), reader -> {
                        throw new AssertionError("searched");
                    }))
                    .isEmpty();
        }

        @Test
        void problems_noClassFile_areNone() {
            assertThat(MadeBeans.problems(BEANS, reader -> reader.read(new byte[20], 20, "odd.class")))
                    .isEmpty();
        }
    }
}
