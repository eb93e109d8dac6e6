package io.sealgate.cdi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.cdi.rest.RoleRule.AnyOf;
import io.sealgate.cdi.rest.RoleRule.Everybody;
import io.sealgate.cdi.rest.RoleRule.Nobody;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleRuleTest {

    @RolesAllowed("interface")
    interface Contract {
        @RolesAllowed("contract")
        default void byContract() {}
    }

    @DenyAll
    static class Base {
        public void inherited() {}

        @PermitAll
        public void permitted() {}

        @RolesAllowed("base")
        public void overridden() {}

        @RolesAllowed("base")
        public void overriddenSilently() {}
    }

    @PermitAll
    static class Sub extends Base implements Contract {
        @Override
        @RolesAllowed("sub")
        public void overridden() {}

        @Override
        public void overriddenSilently() {}

        public void own() {}
    }

    static class Contradictory {
        @DenyAll
        @PermitAll
        public void closedAndOpen() {}

        @RolesAllowed("clerk")
        @PermitAll
        public void roleAndOpen() {}
    }

    static class Silent implements Contract {
        public void own() {}
    }

    static class Plain {
        public void own() {}
    }

    private static List<RoleRule> of(Class<?> type, String method) throws NoSuchMethodException {
        return RoleRule.of(type.getMethod(method), type);
    }

    @Test
    void of_methodAnnotation_beatsTheClass() throws Exception {
        assertThat(of(Sub.class, "overridden")).containsExactly(new AnyOf(Set.of("sub")));
        assertThat(of(Base.class, "permitted")).containsExactly(Everybody.INSTANCE);
    }

    @Test
    void of_overriddenMethodsAnnotation_countsWhereTheOverridingIsSilent() throws Exception {
        assertThat(of(Sub.class, "overriddenSilently")).containsExactly(new AnyOf(Set.of("base")));
    }

    @Test
    void of_interfaceMethodsAnnotation_beatsTheClass() throws Exception {
        assertThat(of(Sub.class, "byContract")).containsExactly(new AnyOf(Set.of("contract")));
    }

    @Test
    void of_nearestClass_beatsSuperclassAndInterface() throws Exception {
        assertThat(of(Sub.class, "own")).contains(Everybody.INSTANCE).doesNotContain(Nobody.INSTANCE);
    }

    @Test
    void of_inheritedMethod_staysAsClosedAsWhereItIsDeclared() throws Exception {
        assertThat(of(Sub.class, "inherited")).contains(Nobody.INSTANCE);
    }

    @Test
    void of_silentClass_takesItsInterfaces() throws Exception {
        assertThat(of(Silent.class, "own")).contains(new AnyOf(Set.of("interface")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closedAndOpen", "roleAndOpen"})
    void of_contradiction_throws(String method) {
        assertThatThrownBy(() -> of(Contradictory.class, method))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        Contradictory.class.getName() + "#" + method + " has more than one of @DenyAll");
    }

    @Test
    void of_nothing_isEmpty() throws Exception {
        assertThat(of(Plain.class, "own")).isEmpty();
    }
}
