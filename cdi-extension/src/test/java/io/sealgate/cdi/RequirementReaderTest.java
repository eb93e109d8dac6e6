package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.claims.ClaimRequirement;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementReaderTest {
    private final RequirementReader reader = new RequirementReader();

    private List<String> read(Class<?> type, String method, Class<?>... parameters) throws Exception {
        return reader.read(find(type, method, parameters), type).stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private static Method find(Class<?> type, String method, Class<?>... parameters) {
        return Lineage.of(type).types().stream()
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(each -> each.getName().equals(method) && Arrays.equals(each.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class OneAnnotation {
        static class Orders {
            @RequiresClaim(name = "tenant")
            void present() {}

            @RequiresClaim(name = "tenant", equals = "acme")
            void equal() {}

            @RequiresClaim(
                    name = "scope",
                    anyOf = {"orders:read", "orders:write"})
            void anyOf() {}

            @RequiresClaim(
                    name = "/realm_access/roles",
                    allOf = {"clerk", "approver"})
            void allOf() {}

            @RequiresClaim(name = "a", absent = true)
            @RequiresClaim(name = "b", noneOf = "x")
            @RequiresClaim(name = "c", is = true)
            @RequiresClaim(name = "d", is = false)
            @RequiresClaim(name = "e", equalsNumber = -5)
            @RequiresClaim(name = "f", atLeast = 0)
            @RequiresClaim(name = "g", within = "PT15M")
            void others() {}

            @RequiresAnyOf({@RequiresClaim(name = "a"), @RequiresClaim(name = "b", equals = "x")})
            @RequiresAnyOf(
                    value = @RequiresClaim(name = "c"),
                    scopes = {"read", "write"},
                    roles = "clerk")
            void groups() {}

            @RequiresAnyOf(roles = {"clerk", "boss"})
            void group() {}

            void open() {}
        }

        @Test
        void read_otherMatchers_askForWhatTheySay() throws Exception {
            assertThat(read(Orders.class, "others"))
                    .containsExactly(
                            "a absent",
                            "b none of [x]",
                            "c is true",
                            "d is false",
                            "e equals the number -5",
                            "f at least 0",
                            "g within PT15M");
        }

        @Test
        void read_groups_askForOneOfEach() throws Exception {
            assertThat(read(Orders.class, "group")).containsExactly("(role clerk, or role boss)");
            assertThat(read(Orders.class, "groups"))
                    .containsExactly(
                            "(a present, or b equals x)",
                            "(c present, or scope all of [read], or scope all of [write], or role clerk)");
        }

        @Test
        void read_noMatcher_asksForPresence() throws Exception {
            assertThat(read(Orders.class, "present")).containsExactly("tenant present");
        }

        @Test
        void read_equals_asksForTheValue() throws Exception {
            assertThat(read(Orders.class, "equal")).containsExactly("tenant equals acme");
        }

        @Test
        void read_anyOf_asksForOneOfTheValues() throws Exception {
            assertThat(read(Orders.class, "anyOf")).containsExactly("scope any of [orders:read, orders:write]");
        }

        @Test
        void read_allOf_asksForAllValues() throws Exception {
            assertThat(read(Orders.class, "allOf")).containsExactly("/realm_access/roles all of [clerk, approver]");
        }

        @Test
        void read_noAnnotation_asksForNothing() throws Exception {
            assertThat(read(Orders.class, "open")).isEmpty();
        }
    }

    @Nested
    class SeveralAnnotations {
        @RequiresClaim(name = "a")
        @RequiresClaim(name = "b")
        static class Twice {
            @RequiresClaim(name = "c")
            @RequiresClaim(name = "d", equals = "1")
            @RequiresClaim(name = "d", equals = "2")
            void repeated() {}

            @RequiresClaim(name = "a")
            void again() {}

            void plain() {}
        }

        @Test
        void read_repeatedOnClassAndMethod_addsUp() throws Exception {
            assertThat(read(Twice.class, "repeated"))
                    .containsExactly("a present", "b present", "c present", "d equals 1", "d equals 2");
        }

        @Test
        void read_sameOnClassAndMethod_countsOnce() throws Exception {
            assertThat(read(Twice.class, "again")).containsExactly("a present", "b present");
        }

        @Test
        void read_plainMethodOfAnnotatedClass_takesTheClass() throws Exception {
            assertThat(read(Twice.class, "plain")).containsExactly("a present", "b present");
        }
    }

    @Nested
    class Inherited {
        @RequiresClaim(name = "interface")
        interface Service {
            @RequiresClaim(name = "interfaceMethod")
            void call();

            @RequiresClaim(name = "defaultMethod")
            default void byDefault() {}
        }

        interface Unrelated extends Service {}

        @RequiresClaim(name = "superclass")
        abstract static class Base implements Unrelated {
            @RequiresClaim(name = "superMethod")
            @Override
            public void call() {}

            public void inherited() {}

            @RequiresClaim(name = "private")
            private void hidden() {}

            @RequiresClaim(name = "static")
            static void shared() {}
        }

        static class Impl extends Base {
            @RequiresClaim(name = "own")
            @Override
            public void call() {}

            public void call(String overload) {}

            public void hidden() {}
        }

        private static final List<String> OF_CLASS = List.of("interface present", "superclass present");

        @Test
        void read_overridingMethod_addsUpTheWholeHierarchy() throws Exception {
            assertThat(read(Impl.class, "call"))
                    .containsExactly(
                            "interface present",
                            "interfaceMethod present",
                            "own present",
                            "superMethod present",
                            "superclass present");
        }

        @Test
        void read_overload_takesTheClassesAlone() throws Exception {
            assertThat(read(Impl.class, "call", String.class)).isEqualTo(OF_CLASS);
        }

        @Test
        void read_methodOfSuperclassOrInterface_givesTheSameAsTheOverridingOne() throws Exception {
            List<String> all = read(Impl.class, "call");
            for (Class<?> declaring : List.of(Base.class, Service.class)) {
                Method declared = declaring.getDeclaredMethod("call");
                assertThat(reader.read(declared, Impl.class).stream().map(Object::toString))
                        .containsExactlyInAnyOrderElementsOf(all);
            }
        }

        @Test
        void read_inheritedMethod_takesTheClasses() throws Exception {
            assertThat(read(Impl.class, "inherited")).isEqualTo(OF_CLASS);
        }

        @Test
        void read_inheritedDefaultMethod_takesItsAnnotation() throws Exception {
            assertThat(read(Impl.class, "byDefault")).contains("defaultMethod present");
        }

        @Test
        void read_privateMethodOfTheSameName_isAnother() throws Exception {
            assertThat(read(Impl.class, "hidden")).isEqualTo(OF_CLASS);
        }

        @Test
        void read_subclassWithoutAnnotations_isNoWeaker() throws Exception {
            class Generated extends Impl {
                @Override
                public void call() {
                    super.call();
                }
            }
            assertThat(read(Generated.class, "call")).isEqualTo(read(Impl.class, "call"));
        }
    }

    @Nested
    class Generics {
        interface Store<K, V> {
            @RequiresClaim(name = "store")
            void put(K key, V value);

            @RequiresClaim(name = "array")
            void putAll(V[] values);

            @RequiresClaim(name = "list")
            void putList(List<V> values);
        }

        abstract static class NamedStore<T extends Number> implements Store<String, T> {}

        static class LongStore extends NamedStore<Long> {
            @Override
            public void put(String key, Long value) {}

            public void put(String key, Integer overload) {}

            @Override
            public void putAll(Long[] values) {}

            @Override
            public void putList(List<Long> values) {}
        }

        @SuppressWarnings({"rawtypes", "unchecked"})
        static class RawStore implements Store {
            @Override
            public void put(Object key, Object value) {}

            @Override
            public void putAll(Object[] values) {}

            @Override
            public void putList(List values) {}
        }

        static class Self<T extends Comparable<T>> {
            @RequiresClaim(name = "self")
            void compare(T other) {}
        }

        static class SelfImpl extends Self<String> {
            @Override
            void compare(String other) {}
        }

        @Test
        void read_implementationOfGenericMethod_takesItsAnnotation() throws Exception {
            assertThat(read(LongStore.class, "put", String.class, Long.class)).containsExactly("store present");
        }

        @Test
        void read_bridge_givesTheSameAsWhatItLeadsTo() throws Exception {
            assertThat(read(LongStore.class, "put", Object.class, Object.class)).containsExactly("store present");
        }

        @Test
        void read_overloadOfGenericMethod_isAnother() throws Exception {
            assertThat(read(LongStore.class, "put", String.class, Integer.class))
                    .isEmpty();
        }

        @Test
        void read_genericArrayAndList_takeTheirAnnotations() throws Exception {
            assertThat(read(LongStore.class, "putAll", Long[].class)).containsExactly("array present");
            assertThat(read(LongStore.class, "putList", List.class)).containsExactly("list present");
        }

        @Test
        void read_rawSupertype_takesItsAnnotation() throws Exception {
            assertThat(read(RawStore.class, "put", Object.class, Object.class)).containsExactly("store present");
        }

        @Test
        void read_boundedVariable_takesItsAnnotation() throws Exception {
            assertThat(read(SelfImpl.class, "compare", String.class)).containsExactly("self present");
        }
    }

    @Nested
    class AnnotationsOfTheApplication {
        @RequiresClaim(name = "department", equals = "finance")
        @RequiresClaim(name = "email")
        @Retention(RetentionPolicy.RUNTIME)
        @Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
        @interface FinanceOnly {}

        @FinanceOnly
        @Retention(RetentionPolicy.RUNTIME)
        @interface Auditor {}

        static class Ledger {
            @Auditor
            void audit() {}
        }

        @Test
        void read_metaAnnotation_countsLikeTheAnnotationItself() throws Exception {
            assertThat(read(Ledger.class, "audit")).containsExactly("department equals finance", "email present");
        }
    }

    @Nested
    class BoundToTheCall {
        @Path("/{tenantId}/{ rest : [a-z]{2}/{0,1} }")
        @RequiresClaim(name = "tenant", equalsPath = "tenantId")
        static class Orders {
            @GET
            @Path("orders/{id}")
            @RequiresClaim(name = "order", equalsPath = "id")
            @RequiresClaim(name = "rest", equalsPath = "rest")
            @RequiresClaim(name = "q", equalsQuery = "anything")
            @RequiresClaim(name = "h", equalsHeader = "X-Tenant")
            public void get(String id) {}

            @GET
            @RequiresClaim(name = "a", equalsPath = "id")
            public void otherTemplate() {}

            @GET
            @RequiresAnyOf({@RequiresClaim(name = "a"), @RequiresClaim(name = "a", equalsPath = "ID")})
            public void inAGroup() {}

            @Path("sub")
            @RequiresClaim(name = "a", equalsPath = "sub")
            public Sub locator() {
                return new Sub();
            }

            @GET
            @RequiresClaim(name = "a", equalsArgument = "0")
            public void argument(String tenant) {}

            public void notOfRest() {}
        }

        static class Sub {
            @GET
            @RequiresClaim(name = "a", equalsPath = "ofALocator")
            public void get() {}
        }

        static class Bean {
            @RequiresClaim(name = "a", equalsArgument = "1")
            @RequiresClaim(name = "b", equalsArgument = "2")
            public void call(Object first, String second, long third) {}

            @RequiresClaim(name = "a", equalsPath = "tenantId")
            public void path(String tenantId) {}

            @RequiresClaim(name = "a", equalsQuery = "tenantId")
            public void query(String tenantId) {}

            @RequiresClaim(name = "a", equalsHeader = "tenantId")
            public void header(String tenantId) {}

            @RequiresClaim(name = "a", equalsArgument = "1")
            public void tooFew(String one) {}

            @RequiresClaim(name = "a", equalsArgument = "tenant")
            public void unknown(String another) {}

            @RequiresClaim(name = "a", equalsArgument = "0")
            public void otherType(List<String> list) {}

            @RequiresClaim(name = "a", equalsArgument = "")
            public void noName(String one) {}
        }

        @RequiresClaim(name = "a", equalsArgument = "0")
        static class WholeBean {
            public void call(String one) {}

            public void withoutArgument() {}
        }

        private static String path(Class<?> type, String method) {
            return type.getName() + "#" + method + " binds claim a to path parameter ";
        }

        @Test
        void read_parametersOfRest_areThoseOfTheTemplates() throws Exception {
            assertThat(read(Orders.class, "get", String.class))
                    .containsExactly(
                            "h equals header X-Tenant",
                            "order equals path parameter id",
                            "q equals query parameter anything",
                            "rest equals path parameter rest",
                            "tenant equals path parameter tenantId");
            assertThat(read(Orders.class, "notOfRest")).containsExactly("tenant equals path parameter tenantId");
            assertThat(read(Sub.class, "get")).containsExactly("a equals path parameter ofALocator");
        }

        @ParameterizedTest
        @ValueSource(strings = {"otherTemplate", "inAGroup", "locator"})
        void read_parameterOfNoTemplate_throws(String method) {
            assertThatThrownBy(() -> read(Orders.class, method))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(path(Orders.class, method))
                    .hasMessageContaining("tenantId");
        }

        @Test
        void read_argumentOfRestMethod_throws() {
            assertThatThrownBy(() -> read(Orders.class, "argument", String.class))
                    .hasMessageEndingWith(
                            "#argument binds claim a to argument \"0\" of a method that Jakarta REST calls."
                                    + " Use equalsPath, equalsQuery or equalsHeader, which are checked before the request's"
                                    + " body is read.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"path", "query", "header"})
        void read_parameterOfNoRestMethod_throws(String method) {
            assertThatThrownBy(() -> read(Bean.class, method, String.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "#" + method + " binds claim a to the request's \"tenantId\", but Jakarta REST"
                                    + " does not call the method.");
        }

        @Test
        void read_argumentOfBean_isFoundByPosition() throws Exception {
            assertThat(read(Bean.class, "call", Object.class, String.class, long.class))
                    .containsExactly("a equals argument 1", "b equals argument 2");
            assertThat(read(WholeBean.class, "call", String.class)).containsExactly("a equals argument 0");
        }

        @Test
        void bind_argumentByName_isFoundWhereNamesArePresent() throws Exception {
            // JUnit is compiled with -parameters.
            Method named = org.junit.jupiter.api.Assertions.class.getMethod("fail", String.class, Throwable.class);
            CallShape shape = CallShape.of(named, Lineage.of(named.getDeclaringClass()));
            assertThat(shape.bind(ClaimRequirement.Match.EQUALS_ARGUMENT, "message"))
                    .isEqualTo("0");
            assertThatThrownBy(() -> shape.bind(ClaimRequirement.Match.EQUALS_ARGUMENT, "cause"))
                    .hasMessageContaining("of type Throwable, which no claim has");
            assertThatThrownBy(() -> shape.bind(ClaimRequirement.Match.EQUALS_ARGUMENT, "massage"))
                    .hasMessageContaining("does not have");
        }

        @ParameterizedTest
        @ValueSource(strings = {"tooFew", "unknown", "noName"})
        void read_argumentThatIsNotThere_throws(String method) {
            assertThatThrownBy(() -> read(Bean.class, method, String.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("#" + method + " binds claim a to ");
            assertThatThrownBy(() -> read(WholeBean.class, "withoutArgument"))
                    .hasMessageContaining("WholeBean binds claim a to argument \"0\", which ");
        }

        @Test
        void read_argumentOfATypeThatNoClaimHas_throws() {
            assertThatThrownBy(() -> read(Bean.class, "otherType", List.class))
                    .hasMessageContaining("of type List, which no claim has");
        }

        @Test
        void annotations_bindingsThatFail_areFoundAtDeployment() {
            assertThat(DeploymentCheck.annotations(Orders.class)).hasSize(4);
            assertThat(DeploymentCheck.annotations(Bean.class)).hasSize(7);
            assertThat(DeploymentCheck.annotations(WholeBean.class)).hasSize(1);
        }
    }

    @Nested
    class Invalid {
        static class Orders {
            @RequiresClaim(name = "")
            void emptyName() {}

            @RequiresClaim(name = " ")
            void blankName() {}

            @RequiresClaim(name = "/a~b")
            void badPointer() {}

            @RequiresClaim(name = "a", equals = "x", anyOf = "y")
            void twoMatchers() {}

            @RequiresClaim(name = "a", anyOf = "x", allOf = "y")
            void otherTwoMatchers() {}

            @RequiresClaim(name = "a", equals = "")
            void emptyValue() {}

            @RequiresClaim(
                    name = "a",
                    anyOf = {})
            void noValues() {}

            @RequiresClaim(
                    name = "a",
                    allOf = {"x", ""})
            void oneEmptyValue() {}

            @RequiresClaim(name = "a", absent = true, equals = "x")
            void absentAndEqual() {}

            @RequiresClaim(
                    name = "a",
                    is = {true, false})
            void trueAndFalse() {}

            @RequiresClaim(name = "a", equalsNumber = 1, atLeast = 1)
            void twoNumbers() {}

            @RequiresClaim(name = "a", within = "5 minutes")
            void noDuration() {}

            @RequiresClaim(name = "scope", anyOf = "orders:read orders:write")
            void twoScopesInOne() {}
        }

        static class Groups {
            @RequiresAnyOf
            void nothing() {}

            @RequiresAnyOf(@RequiresClaim(name = "a"))
            void one() {}

            @RequiresAnyOf({@RequiresClaim(name = "a"), @RequiresClaim(name = "")})
            void invalidClaim() {}

            @RequiresAnyOf(scopes = {"a", "b c"})
            void invalidScope() {}

            @RequiresAnyOf(roles = {"a", " "})
            void invalidRole() {}
        }

        @ParameterizedTest
        @ValueSource(strings = {"nothing", "one", "invalidClaim", "invalidScope", "invalidRole"})
        void read_groupThatMakesNoSense_throwsNamingTheMethod(String method) {
            assertThatThrownBy(() -> read(Groups.class, method))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("@RequiresAnyOf on " + Groups.class.getName() + "#" + method + " ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "emptyName",
                    "blankName",
                    "badPointer",
                    "twoMatchers",
                    "otherTwoMatchers",
                    "emptyValue",
                    "noValues",
                    "oneEmptyValue",
                    "absentAndEqual",
                    "trueAndFalse",
                    "twoNumbers",
                    "noDuration",
                    "twoScopesInOne"
                })
        void read_annotationThatMakesNoSense_throwsNamingTheMethod(String method) {
            assertThatThrownBy(() -> read(Orders.class, method))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("@RequiresClaim on " + Orders.class.getName() + "#" + method + " ");
        }

        @Test
        void read_twoMatchers_saysWhatToDo() {
            assertThatThrownBy(() -> read(Orders.class, "twoMatchers"))
                    .hasMessageEndingWith("asks for claim a in more than one way. Keep one of them, and"
                            + " repeat @RequiresClaim for the others if all must hold.");
        }
    }
}
