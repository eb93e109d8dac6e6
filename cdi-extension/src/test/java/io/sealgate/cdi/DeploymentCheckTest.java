package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeploymentCheckTest {

    @Nested
    class Annotations {
        interface Service {
            @RequiresClaim(name = "")
            void call();
        }

        @RequiresClaim(name = "a", equals = "x", anyOf = "y")
        static class Impl implements Service {
            @RequiresClaim(name = "fine")
            @RequiresClaim(
                    name = "b",
                    anyOf = {})
            @Override
            public void call() {}
        }

        @Test
        void annotations_severalInvalid_listsAllInheritedOnesToo() {
            assertThat(DeploymentCheck.annotations(Impl.class))
                    .hasSize(3)
                    .anyMatch(problem -> problem.contains("Impl asks for claim a in more than one way"))
                    .anyMatch(problem -> problem.contains("Impl#call compares claim b with no value"))
                    .anyMatch(problem -> problem.contains("Service#call names no claim"));
        }
    }

    @Nested
    class Bean {
        static class Methods {
            @RequiresClaim(name = "a")
            private void hidden() {}

            @RequiresClaim(name = "a")
            static void shared() {}

            @RequiresClaim(name = "a")
            public final void sealed() {}

            @RequiresClaim(name = "a")
            public void fine() {}

            public final void open() {}
        }

        static class Inheriting extends Methods {}

        @RequiresClaim(name = "a")
        static class Whole {
            private void helper() {}

            static void shared() {}

            public final void sealed() {}

            public void fine() {}
        }

        interface Declared {
            @RequiresClaim(name = "a")
            void sealed();
        }

        static class Implementing implements Declared {
            @Override
            public final void sealed() {}

            public final void open() {}
        }

        static final class Sealed {
            @RequiresClaim(name = "a")
            void call() {}
        }

        static final class SealedAndOpen {}

        @Test
        void bean_privateStaticAndFinalMethods_areProblemsWithAMend() {
            String name = Methods.class.getName();
            String never = ", so the check would never run. ";
            assertThat(DeploymentCheck.bean(Methods.class))
                    .containsExactlyInAnyOrder(
                            name + "#hidden has @RequiresClaim but is private" + never + "Make the method public.",
                            name + "#shared has @RequiresClaim but is static" + never
                                    + "Make it a method of the bean's objects.",
                            name + "#sealed has @RequiresClaim but is final" + never + "Remove the final.");
        }

        @Test
        void bean_inheritedMethods_areProblemsToo() {
            assertThat(DeploymentCheck.bean(Inheriting.class)).hasSize(3);
        }

        @Test
        void bean_annotatedClass_reportsItsFinalMethodsAlone() {
            assertThat(DeploymentCheck.bean(Whole.class))
                    .singleElement()
                    .asString()
                    .contains("#sealed");
        }

        @Test
        void bean_finalMethodThatImplementsAnAnnotatedOne_isAProblem() {
            assertThat(DeploymentCheck.bean(Implementing.class))
                    .singleElement()
                    .asString()
                    .contains("Implementing#sealed has @RequiresClaim but is final");
        }

        @Test
        void bean_finalClass_isAProblemOnlyIfAnnotated() {
            assertThat(DeploymentCheck.bean(Sealed.class))
                    .singleElement()
                    .asString()
                    .contains("is a final class");
            assertThat(DeploymentCheck.bean(SealedAndOpen.class)).isEmpty();
        }
    }

    @Nested
    class Unguarded {
        @RequiresClaim(name = "a")
        static class Plain {}

        static class PlainMethod {
            @RequiresClaim(name = "a")
            void call() {}
        }

        static class SubclassThatIsABean extends PlainMethod {}

        @Path("/orders")
        @RequiresClaim(name = "a")
        static class Resource {
            @GET
            public void get() {}

            @Path("/sub")
            public Object locate() {
                return this;
            }
        }

        @Path("/orders")
        static class ResourceWithLocator {
            @GET
            @RequiresClaim(name = "a")
            public void get() {}

            @Path("/sub")
            @RequiresClaim(name = "a")
            public Object locate() {
                return this;
            }
        }

        @RequiresClaim(name = "a")
        static class OrderServlet extends HttpServlet {
            private static final long serialVersionUID = 1;
        }

        @RequiresClaim(name = "tenant", equalsQuery = "tenant")
        static class BoundServlet extends HttpServlet {
            private static final long serialVersionUID = 1;
        }

        static class MethodServlet extends HttpServlet {
            private static final long serialVersionUID = 1;

            @Override
            @RequiresClaim(name = "a")
            protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
        }

        @RequiresClaim(name = "a")
        abstract static class BaseOfFilters implements Filter {}

        @RequiresClaim(name = "a")
        static class OrderFilter extends BaseOfFilters {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
        }

        @RequiresClaim(name = "a")
        interface Service {}

        @RequiresClaim(name = "a")
        abstract static class Base {}

        private List<String> unguarded(Class<?> annotated, Class<?>... beans) {
            return DeploymentCheck.unguarded(List.of(annotated), Set.of(beans), Set.of());
        }

        @Test
        void unguarded_classThatIsNoBean_isAProblem() {
            assertThat(unguarded(Plain.class))
                    .containsExactly(Plain.class.getName()
                            + " has @RequiresClaim but is neither a CDI bean nor a REST resource, so"
                            + " the check would never run. Add a scope such as @RequestScoped.");
        }

        @Test
        void unguarded_methodOfClassThatIsNoBean_isAProblem() {
            assertThat(unguarded(PlainMethod.class))
                    .containsExactly(PlainMethod.class.getName()
                            + "#call has @RequiresClaim but is not an intercepted bean method, so the check would never run."
                            + " Add a scope such as @RequestScoped to " + PlainMethod.class.getName() + ".");
        }

        @Test
        void unguarded_bean_isGuarded() {
            assertThat(unguarded(Plain.class, Plain.class)).isEmpty();
            assertThat(unguarded(PlainMethod.class, SubclassThatIsABean.class)).isEmpty();
        }

        @Test
        void unguarded_otherClassIsABean_isAProblem() {
            assertThat(unguarded(Plain.class, PlainMethod.class)).hasSize(1);
        }

        @Test
        void unguarded_restResource_isGuardedByItsFilter() {
            assertThat(unguarded(Resource.class)).isEmpty();
        }

        @Test
        void unguarded_subResourceLocator_isAProblemOutsideCdi() {
            assertThat(unguarded(ResourceWithLocator.class))
                    .singleElement()
                    .asString()
                    .contains("#locate");
            assertThat(unguarded(ResourceWithLocator.class, ResourceWithLocator.class))
                    .isEmpty();
        }

        @Test
        void unguarded_servlet_mustBeOneThatTheContainerKnows() {
            assertThat(unguarded(OrderServlet.class, OrderServlet.class))
                    .singleElement()
                    .asString()
                    .contains("is no servlet that the container knows");
            assertThat(DeploymentCheck.unguarded(
                            List.of(OrderServlet.class), Set.of(), Set.of(OrderServlet.class.getName())))
                    .isEmpty();
        }

        @Test
        void unguarded_servletBoundToAParameter_isAProblem() {
            assertThat(DeploymentCheck.unguarded(
                            List.of(BoundServlet.class), Set.of(), Set.of(BoundServlet.class.getName())))
                    .singleElement()
                    .asString()
                    .contains(
                            "BoundServlet binds claim tenant to the request's \"tenant\", but Jakarta REST does not call");
        }

        @Test
        void unguarded_methodOfAServlet_isAProblem() {
            assertThat(DeploymentCheck.unguarded(
                            List.of(MethodServlet.class), Set.of(), Set.of(MethodServlet.class.getName())))
                    .singleElement()
                    .asString()
                    .contains("MethodServlet#doGet has @RequiresClaim but is a method of a servlet")
                    .contains("Annotate the class");
        }

        @Test
        void unguarded_filter_isAProblemEvenIfCdiTakesItForABean() {
            assertThat(unguarded(OrderFilter.class, OrderFilter.class))
                    .singleElement()
                    .asString()
                    .contains("is called by the servlet container");
        }

        @Test
        void unguarded_interfaceAndAbstractClass_areLeftToWhatImplementsThem() {
            assertThat(unguarded(Service.class)).isEmpty();
            assertThat(unguarded(Base.class)).isEmpty();
        }
    }
}
