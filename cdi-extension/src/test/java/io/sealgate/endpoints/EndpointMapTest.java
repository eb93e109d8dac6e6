package io.sealgate.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Kind;
import io.sealgate.endpoints.Endpoint.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointMapTest {
    private static final Rule CLAIM = new Rule(Access.GUARDED, "scope any of [read]", "@RequiresClaim on A#b");
    private static final Rule ANYBODY = new Rule(Access.PERMITTED, "nothing", "@PermitAll on A");
    private static final Rule NOBODY = new Rule(Access.DENIED, "nobody", "@DenyAll on A");

    private static Endpoint endpoint(String method, String path, Rule... rules) {
        return new Endpoint(Kind.REST, method, path, List.of(rules), "A#b");
    }

    @Test
    void access_ofRules_isThatOfTheStrictest() {
        assertThat(endpoint("GET", "/").access()).isEqualTo(Access.OPEN);
        assertThat(endpoint("GET", "/", ANYBODY).access()).isEqualTo(Access.PERMITTED);
        assertThat(endpoint("GET", "/", CLAIM, ANYBODY).access()).isEqualTo(Access.GUARDED);
        assertThat(endpoint("GET", "/", NOBODY, CLAIM).access()).isEqualTo(Access.DENIED);
    }

    @Test
    void rule_thatSaysNothing_isNone() {
        assertThatThrownBy(() -> new Rule(Access.OPEN, "nothing", "nowhere"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_anyOrder_isSortedAndWithoutRepetition() {
        EndpointMap map = EndpointMap.of(
                List.of(endpoint("POST", "/b"), endpoint("GET", "/b"), endpoint("GET", "/a"), endpoint("GET", "/b")));

        assertThat(map.endpoints())
                .containsExactly(endpoint("GET", "/a"), endpoint("GET", "/b"), endpoint("POST", "/b"));
        assertThat(map.with(Access.GUARDED)).isEmpty();
    }

    @Test
    void of_sameEndpointWithOtherRulesBetween_isWithoutRepetition() {
        EndpointMap map = EndpointMap.of(
                List.of(endpoint("GET", "/a", CLAIM), endpoint("GET", "/a"), endpoint("GET", "/a", CLAIM)));

        assertThat(map.endpoints()).containsExactly(endpoint("GET", "/a", CLAIM), endpoint("GET", "/a"));
    }

    @Test
    void toJson_lineForEachEndpoint_isEscapedAscii() {
        EndpointMap map = EndpointMap.of(List.of(endpoint("GET", "/{id: \\d+}\"ü\n", CLAIM), endpoint("GET", "/a")));

        assertThat(map.toJson()).isEqualTo("""
                        [
                        {"method":"GET","path":"/a","kind":"rest","target":"A#b","access":"open","rules":[]},
                        {"method":"GET","path":"/{id: \\\\d+}\\"\\u00fc\\u000a","kind":"rest","target":"A#b","access":"guarded","rules":[{"asks":"scope any of [read]","from":"@RequiresClaim on A#b"}]}
                        ]
                        """);
    }

    @Test
    void toString_severalEndpoints_isATable() {
        assertThat(EndpointMap.of(List.of(endpoint("DELETE", "/orders/{id}", CLAIM, NOBODY), endpoint("GET", "/a"))))
                .hasToString(
                        "GET     /a            open       (A#b)\n"
                                + "DELETE  /orders/{id}  denied     scope any of [read], by @RequiresClaim on A#b  and nobody, by @DenyAll on A  (A#b)");
    }

    @Test
    void applicationEndpoints_registeredByTheServer_addWhatWasNotFound() {
        ApplicationEndpoints application = ApplicationEndpoints.of(new ClassLoader() {});
        application.registered(new Endpoint(Kind.REST, "GET", "/**", List.of(), "A#b"));
        application.registered(new Endpoint(Kind.REST, "GET", "/**", List.of(CLAIM), "C#d"));
        application.found(List.of(endpoint("GET", "/api/a")));

        assertThat(application.map().endpoints())
                .extracting(Endpoint::path, Endpoint::target)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/api/a", "A#b"),
                        org.assertj.core.groups.Tuple.tuple("/**", "C#d"));
    }
}
