package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a server of the Jakarta EE platform, every view of the caller shows whom the token names, on every way that a request can take. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@Tag("enterprise-beans")
class IdentityConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final List<String> ROLES = List.of("user", "programmatic");
    private static final List<String> MANAGED_TASKS = List.of("executor", "stage");

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts(
                "identity",
                "io.sealgate.testsuite.identity",
                TestIssuer.required() + "sealgate.decrypt.required=false\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "session", "forward", "include", "dispatch", "start", "startOriginal", "error"})
    void everyView_onAWayOfTheRequest_showsTheCaller(String way) throws JoseException {
        Map<String, Object> views = views(get("/identity/" + way, alice()));

        assertThreadSeesAlice(views, way);
        assertIsAlice(views.get("request"), ROLES);
        assertThat(views).containsEntry("remoteUser", "alice");
    }

    @ParameterizedTest
    @FieldSource("MANAGED_TASKS")
    void everyView_inAManagedTask_showsTheCaller(String way) throws JoseException {
        assertThreadSeesAlice(views(get("/identity/" + way, alice())), way);
    }

    @Test
    void bean_asynchronousMethod_seesTheCaller() throws JoseException {
        assertIsAliceWithDeclaredRoles(views(get("/identity/ejb", alice())));
    }

    private static void assertThreadSeesAlice(Map<String, Object> views, String way) {
        assertIsAliceWithDeclaredRoles(views.get("securityContext"));
        assertBeansSeeAlice(views, way);
    }

    private static void assertBeansSeeAlice(Map<String, Object> views, String way) {
        assertIsAliceWithDeclaredRoles(views.get("ejb"));
        assertIsAlice(views.get("injected"), List.of());
        assertThat(views).as(way).containsEntry("ejbUser", "entered").containsEntry("ejbAdmin", "denied");
    }

    private static @Nullable Object callerOf(@Nullable Object view) {
        return view instanceof Map<?, ?> members ? members.get("caller") : null;
    }

    /** Some servers know such roles alone as annotations name (Jakarta Enterprise Beans asks for no more). */
    private static void assertIsAliceWithDeclaredRoles(@Nullable Object view) {
        assertThat(view)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .as(String.valueOf(view))
                .containsEntry("caller", "alice")
                .extractingByKey("roles")
                .isIn(List.of("user"), ROLES);
    }

    private static void assertIsAlice(@Nullable Object view, List<String> roles) {
        assertThat(view)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .as(String.valueOf(view))
                .containsEntry("caller", "alice")
                .containsEntry("roles", roles);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync",
                "session",
                "forward",
                "include",
                "dispatch",
                "start",
                "startOriginal",
                "error",
                "executor",
                "stage"
            })
    void everyView_noToken_showsNobody(String way) throws JoseException {
        Map<String, Object> views = views(get("/identity/" + way));

        for (String view : List.of("request", "ejb", "securityContext")) {
            if (views.containsKey(view)) {
                assertThat(callerOf(views.get(view)))
                        .as("%s in %s", view, views)
                        .isNull();
            }
        }
        assertThat(views).containsEntry("ejbUser", "denied").containsEntry("ejbAdmin", "denied");
    }

    private static void assertIsNobody(@Nullable Object view) {
        assertThat(view)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .as(String.valueOf(view))
                .containsEntry("caller", null)
                .containsEntry("roles", List.of());
    }

    @Test
    void everyView_afterASessionOfTheCallers_showsNobodyWithoutToken() throws JoseException {
        Answer withSession = get("/identity/session", alice());
        List<String> cookies = withSession.header("Set-Cookie");
        assertThat(cookies).hasSize(1);
        String session = cookies.get(0).replaceFirst(";.*", "");

        Map<String, Object> views =
                views(CLIENT.get(ServerUnderTest.https("/identity/identity/sync"), "Cookie", session));

        assertIsNobody(views.get("request"));
        assertIsNobody(views.get("ejb"));
    }

    @Test
    void bean_rolesAllowed_letsTheRolePass() throws JoseException {
        Map<String, Object> views = views(get("/identity/sync", token("bob", "admin")));

        assertThat(views).containsEntry("ejbAdmin", "entered").containsEntry("ejbUser", "denied");
    }

    @Test
    void request_logout_forgetsTheCaller() throws JoseException {
        Map<String, Object> views = views(get("/identity/logout", alice()));

        assertIsNobody(views.get("request"));
        assertIsNobody(views.get("ejb"));
        assertThat(callerOf(views.get("securityContext"))).isNull();
        assertThat(views).containsEntry("ejbUser", "denied").containsEntry("ejbAdmin", "denied");
    }

    @Test
    void rest_showsTheCaller() throws JoseException {
        Map<String, Object> views = views(get("/rest/identity", alice()));

        assertIsAlice(views.get("rest"), ROLES);
        assertIsAlice(views.get("request"), ROLES);
        assertIsAliceWithDeclaredRoles(views.get("ejb"));
        assertThat(views).containsEntry("ejbAdmin", "denied");
    }

    @Test
    void rest_completionStage_showsTheCaller() throws JoseException {
        assertIsAliceWithDeclaredRoles(
                views(get("/rest/identity/stage", alice())).get("ejb"));
    }

    @Test
    void rest_rolesAllowed_decidesByTheTokensRoles() {
        get("/rest/identity/auditor").isRefusal(Reason.TOKEN_REQUIRED);
        get("/rest/identity/auditor", alice()).isRefusal(Reason.ROLE_REQUIRED);
        get("/rest/identity/auditor", token("carol", "auditor")).isOk("{\"entered\":true}");
    }

    @Test
    void everyView_manyCallersOnKeptAliveConnections_leaksNothing() throws Exception {
        List<String> ways =
                List.of("sync", "session", "forward", "include", "dispatch", "start", "error", "executor", "stage");
        AtomicInteger withoutRoles = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Void>> requests = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String way = ways.get(i % ways.size());
                int caller = i % 4;
                requests.add(() -> {
                    switch (caller) {
                        case 0 -> everyView_noToken_showsNobody(way);
                        case 1 ->
                            assertThat(views(get("/identity/" + way, token("bob", "admin"))))
                                    .as(way)
                                    .containsEntry("ejbAdmin", "entered")
                                    .containsEntry("ejbUser", "denied");
                        default -> {
                            Map<String, Object> views = views(get("/identity/" + way, alice()));
                            assertBeansSeeAlice(views, way);
                            if (MANAGED_TASKS.contains(way) && hasLostThePolicyContext(views)) {
                                withoutRoles.incrementAndGet();
                            } else {
                                assertIsAliceWithDeclaredRoles(views.get("securityContext"));
                            }
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(requests)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(withoutRoles).hasValueLessThan(10);
    }

    /** Jakarta Security then knows no roles, and on some servers no caller: nothing that anybody gains by. */
    private static boolean hasLostThePolicyContext(Map<String, Object> views) {
        return ServerUnderTest.losesContextsOfConcurrentTasks()
                && views.get("securityContext") instanceof Map<?, ?> view
                && (view.get("caller") == null || "alice".equals(view.get("caller")))
                && !(view.get("roles") instanceof List<?> roles && !roles.isEmpty());
    }

    private static String alice() {
        return token("alice", "user", "programmatic");
    }

    private static String token(String subject, String... groups) {
        return TestIssuer.sign(TestTokens.valid().claim("sub", subject).claim("groups", List.of(groups)));
    }

    private static Answer get(String path) {
        return CLIENT.get(ServerUnderTest.https("/identity" + path));
    }

    private static Answer get(String path, String token) {
        return CLIENT.get(ServerUnderTest.https("/identity" + path), "Authorization", "Bearer " + token);
    }

    private static Map<String, Object> views(Answer answer) throws JoseException {
        assertThat(answer.body()).as(answer.toString()).startsWith("{");
        Map<String, Object> views = JsonUtil.parseJson(answer.body());
        new TreeMap<>(views).forEach((view, seen) -> {
            if (seen instanceof Map<?, ?>) {
                DecisionRecorder.note(view + " shows " + callerOf(seen));
            } else if (view.startsWith("ejb")) {
                DecisionRecorder.note(view + " " + seen);
            }
        });
        return views;
    }
}
