package io.sealgate.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.Sealgate;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.claims.RoleRequirement;
import io.sealgate.servlet.TestAuthentication;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.SettableClock;
import io.sealgate.token.Anonymous;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerifiedToken;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableWeld
class RequiresClaimOnBeansTest {
    private static final Authenticated CLERK = TestCallers.with("role", "clerk");
    private static final Authenticated OTHER = TestCallers.with("role", "guest");

    @WeldSetup
    WeldInitiator weld = WeldInitiator.from(new Weld()
                    .disableDiscovery()
                    .addExtension(new SealgateExtension(application -> false))
                    .beanClasses(
                            TestRequests.class,
                            OnMethod.class,
                            Recent.class,
                            OnClass.class,
                            Repeated.class,
                            Inheriting.class,
                            Implementing.class,
                            GenericStore.class,
                            Meta.class,
                            Passivating.class,
                            Audited.class,
                            Auditor.class,
                            Plain.class,
                            Injected.class,
                            SelfInvoking.class,
                            Tenants.class,
                            OfStereotype.class,
                            OpeningHours.class,
                            Quota.class,
                            Ruled.class,
                            Roles.class))
            .build();

    @Inject
    TestRequests requests;

    @ApplicationScoped
    static class Recent {
        @Inject
        CallerContext caller;

        @RequiresAuthentication(maxAge = "PT5M")
        public String guarded() {
            return "done";
        }

        public String asked() {
            return caller.fulfils(ClaimRequirement.of("auth_time", Match.WITHIN, "PT5M")) ? "done" : "no";
        }
    }

    @ApplicationScoped
    static class OnMethod {
        @RequiresClaim(name = "role", equals = "clerk")
        public String guarded() {
            return "done";
        }

        @RequiresClaim(name = "role", equals = "clerk")
        protected String ofProtected() {
            return "done";
        }

        @RequiresClaim(name = "role", equals = "clerk")
        String ofPackage() {
            return "done";
        }

        public String open() {
            return "done";
        }
    }

    @RequiresClaim(name = "role", equals = "clerk")
    @RequestScoped
    static class OnClass {
        public String any() {
            return "done";
        }
    }

    @RequiresClaim(name = "role", equals = "clerk")
    @RequiresClaim(name = "tenant")
    @Dependent
    static class Repeated {
        @RequiresClaim(name = "a", equals = "1")
        @RequiresClaim(name = "b", equals = "2")
        public String both() {
            return "done";
        }

        public String ofClass() {
            return "done";
        }
    }

    @RequiresClaim(name = "role", equals = "clerk")
    static class Base {
        public String inherited() {
            return "done";
        }

        public String overridden() {
            return "base";
        }
    }

    @ApplicationScoped
    static class Inheriting extends Base {
        @Override
        public String overridden() {
            return "done";
        }
    }

    interface Service {
        @RequiresClaim(name = "role", equals = "clerk")
        String call();

        @RequiresClaim(name = "role", equals = "clerk")
        default String byDefault() {
            return "done";
        }

        String open();
    }

    @ApplicationScoped
    static class Implementing implements Service {
        @Override
        public String call() {
            return "done";
        }

        @Override
        public String open() {
            return "done";
        }
    }

    interface Store<T> {
        @RequiresClaim(name = "role", equals = "clerk")
        String put(T value);
    }

    @ApplicationScoped
    static class GenericStore implements Store<String> {
        @Override
        public String put(String value) {
            return value;
        }
    }

    @RequiresClaim(name = "role", equals = "clerk")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ClerksOnly {}

    @ApplicationScoped
    static class Meta {
        @ClerksOnly
        public String guarded() {
            return "done";
        }
    }

    @SessionScoped
    static class Passivating implements Serializable {
        private static final long serialVersionUID = 1;

        @RequiresClaim(name = "role", equals = "clerk")
        public String guarded() {
            return "done";
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Audit {}

    @Audit
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200) // where transactions begin
    static class Auditor {
        static final List<String> SEEN = new ArrayList<>();

        @AroundInvoke
        Object audit(InvocationContext context) throws Exception {
            SEEN.add(context.getMethod().getName());
            return context.proceed();
        }
    }

    @ApplicationScoped
    static class Audited {
        @Audit
        @RequiresClaim(name = "role", equals = "clerk")
        public String guarded() {
            return "done";
        }
    }

    @ApplicationScoped
    static class Plain {
        public final String sealed() {
            return "done";
        }
    }

    @ApplicationScoped
    static class SelfInvoking {
        @Inject
        SelfInvoking self;

        @RequiresClaim(name = "role", equals = "clerk")
        public String guarded() {
            return "done";
        }

        public String throughTheProxy() {
            return self.guarded();
        }
    }

    @RequiresScope("ledger")
    @RequiresClaim(name = "role", equals = "clerk")
    @Stereotype
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    @interface Ledgers {}

    @Ledgers
    static class OfStereotype {
        public String call() {
            return "done";
        }
    }

    @ApplicationScoped
    static class OpeningHours implements AuthorizationRule {
        @Override
        public boolean permits(TokenPrincipal caller, Call call) throws IOException {
            String hours = caller.claims().string("hours").orElse("closed");
            switch (hours) {
                case "broken" -> throw new IOException("s3cr3t");
                case "unchecked" -> throw new IllegalStateException("s3cr3t");
                case "overflow" -> throw new StackOverflowError();
                case "denied" ->
                    throw new AuthorizationDeniedException(Rejection.of(RejectionReason.CLAIM_REQUIRED, ""));
                default -> {
                    return hours.equals("open");
                }
            }
        }
    }

    @Dependent
    static class Quota implements AuthorizationRule {
        static final AtomicInteger ALIVE = new AtomicInteger();

        @PostConstruct
        void created() {
            ALIVE.incrementAndGet();
        }

        @PreDestroy
        void destroyed() {
            ALIVE.decrementAndGet();
        }

        @Override
        public boolean permits(TokenPrincipal caller, Call call) {
            return Integer.valueOf(1).equals(call.argument(0));
        }
    }

    @ApplicationScoped
    static class Ruled {
        @Inject
        CallerContext caller;

        @RequiresRule(OpeningHours.class)
        public String hours() {
            return "done";
        }

        @RequiresRule({OpeningHours.class, Quota.class})
        public String both(int quota) {
            return "done";
        }

        public String inCode() {
            caller.require(ClaimRequirement.of("role", Match.EQUALS, "clerk"), new RoleRequirement("boss"));
            return "done";
        }

        public String asked() {
            return caller.fulfils(ClaimRequirement.of("role", Match.EQUALS, "clerk")) ? "done" : "no";
        }
    }

    @ApplicationScoped
    static class Roles {
        @RequiresRole("clerk")
        public String clerks() {
            return "done";
        }

        @RequiresAnyOf(
                roles = {"clerk", "boss"},
                scopes = "orders:all")
        public String any() {
            return "done";
        }

        @RequiresAuthentication
        public String known() {
            return "done";
        }

        @RequiresAuthentication(acr = "phr")
        public String well() {
            return "done";
        }
    }

    @ApplicationScoped
    static class Tenants {
        @RequiresClaim(name = "tenant", equalsArgument = "1")
        public String of(int year, String tenant) {
            return "done";
        }

        @RequiresClaim(name = "number", equalsArgument = "0")
        public String of(long number) {
            return "done";
        }
    }

    @ApplicationScoped
    static class Injected {
        @Inject
        VerifiedToken token;

        @Inject
        ClaimsSet claims;

        @Inject
        TokenPrincipal principal;

        @Inject
        CallerContext caller;

        VerifiedToken token() {
            return token;
        }

        ClaimsSet claims() {
            return claims;
        }

        TokenPrincipal principal() {
            return principal;
        }

        CallerContext caller() {
            return caller;
        }
    }

    private <T> T as(AuthenticationResult authentication, Callable<T> action) throws Exception {
        return requests.run(authentication, action);
    }

    private void granted(Authenticated caller, Callable<String> action) throws Exception {
        assertThat(as(caller, action)).isEqualTo("done");
    }

    private void denied(AuthenticationResult caller, Callable<String> action, RejectionReason reason) {
        assertThatThrownBy(() -> as(caller, action))
                .isInstanceOfSatisfying(
                        AuthorizationDeniedException.class,
                        denied -> assertThat(denied.reason()).isEqualTo(reason))
                .hasMessage(reason + ": " + reason.description());
    }

    private void guarded(Callable<String> action) throws Exception {
        granted(CLERK, action);
        denied(OTHER, action, RejectionReason.CLAIM_REQUIRED);
        denied(Anonymous.INSTANCE, action, RejectionReason.TOKEN_REQUIRED);
        denied(null, action, RejectionReason.TOKEN_REQUIRED);
    }

    @Nested
    class Where {
        @Test
        void call_annotatedMethod_isGuarded(OnMethod bean) throws Exception {
            guarded(bean::guarded);
            guarded(bean::ofProtected);
            guarded(bean::ofPackage);
        }

        @Test
        void call_stereotype_isGuardedLikeTheAnnotationsItCarries(OfStereotype bean) throws Exception {
            granted(TestCallers.of("alice", Set.of(), Map.of("role", "clerk", "scope", "a ledger")), bean::call);
            denied(CLERK, bean::call, RejectionReason.CLAIM_REQUIRED);
            denied(TestCallers.with("scope", "ledger"), bean::call, RejectionReason.CLAIM_REQUIRED);
            denied(Anonymous.INSTANCE, bean::call, RejectionReason.TOKEN_REQUIRED);
        }

        @Test
        void call_readyMadeAnnotations_askForWhatTheySay(Roles bean) throws Exception {
            granted(TestCallers.withRoles("clerk"), bean::clerks);
            denied(TestCallers.withRoles("boss"), bean::clerks, RejectionReason.ROLE_REQUIRED);
            denied(CLERK, bean::clerks, RejectionReason.ROLE_REQUIRED);
            granted(TestCallers.withRoles("boss"), bean::any);
            granted(TestCallers.with("scope", "orders:all"), bean::any);
            denied(TestCallers.withRoles("guest"), bean::any, RejectionReason.CLAIM_REQUIRED);
            granted(OTHER, bean::known);
            denied(Anonymous.INSTANCE, bean::known, RejectionReason.TOKEN_REQUIRED);
            granted(TestCallers.with("acr", "phr"), bean::well);
            denied(OTHER, bean::well, RejectionReason.AUTHENTICATION_INSUFFICIENT);
        }

        @Test
        void call_clockMoved_decides(Recent bean) throws Exception {
            SettableClock clock = new SettableClock(Instant.ofEpochSecond(1000));
            Authenticated caller = TestCallers.with("auth_time", 1000L);
            try (Sealgate application = TestAuthentication.application(clock)) {
                assertThat(requests.run(caller, application, bean::guarded)).isEqualTo("done");
                assertThat(requests.run(caller, application, bean::asked)).isEqualTo("done");
                clock.advance(Duration.ofSeconds(301));
                assertThatThrownBy(() -> requests.run(caller, application, bean::guarded))
                        .isInstanceOf(AuthorizationDeniedException.class);
                assertThat(requests.run(caller, application, bean::asked)).isEqualTo("no");
            }
        }

        @Test
        void call_ruleOfTheApplication_isAskedAndRefusesWhenItFails(Ruled bean) throws Exception {
            granted(TestCallers.with("hours", "open"), bean::hours);
            denied(TestCallers.with("hours", "closed"), bean::hours, RejectionReason.RULE_REFUSED);
            denied(TestCallers.with("hours", "denied"), bean::hours, RejectionReason.RULE_REFUSED);
            denied(Anonymous.INSTANCE, bean::hours, RejectionReason.TOKEN_REQUIRED);
            denied(null, bean::hours, RejectionReason.TOKEN_REQUIRED);
            for (String failing : List.of("broken", "unchecked", "overflow")) {
                denied(TestCallers.with("hours", failing), bean::hours, RejectionReason.DECISION_FAILED);
            }
            assertThatThrownBy(() -> as(TestCallers.with("hours", "broken"), bean::hours))
                    .isInstanceOfSatisfying(
                            AuthorizationDeniedException.class,
                            denied -> assertThat(denied.rejection().detail())
                                    .contains(OpeningHours.class.getName(), "java.io.IOException at ")
                                    .doesNotContain("s3cr3t"));
        }

        @Test
        void call_severalRules_allHaveToPermitAndNoneIsLeftBehind(Ruled bean) throws Exception {
            Authenticated open = TestCallers.with("hours", "open");
            granted(open, () -> bean.both(1));
            denied(open, () -> bean.both(2), RejectionReason.RULE_REFUSED);
            denied(CLERK, () -> bean.both(1), RejectionReason.RULE_REFUSED);
            assertThat(Quota.ALIVE).hasValue(0);
        }

        @Test
        void require_inCode_decidesLikeTheAnnotations(Ruled bean) throws Exception {
            granted(TestCallers.of("alice", Set.of("boss"), Map.of("role", "clerk")), bean::inCode);
            denied(TestCallers.withRoles("boss"), bean::inCode, RejectionReason.CLAIM_REQUIRED);
            denied(CLERK, bean::inCode, RejectionReason.ROLE_REQUIRED);
            denied(Anonymous.INSTANCE, bean::inCode, RejectionReason.TOKEN_REQUIRED);
            denied(null, bean::inCode, RejectionReason.TOKEN_REQUIRED);
            granted(CLERK, bean::asked);
            assertThat(as(OTHER, bean::asked)).isEqualTo("no");
            assertThat(as(Anonymous.INSTANCE, bean::asked)).isEqualTo("no");
            assertThat(bean.asked()).isEqualTo("no"); // no request
            assertThatThrownBy(bean::inCode).isInstanceOf(AuthorizationDeniedException.class);
        }

        @Test
        void call_claimBoundToArgument_isGrantedForThatArgumentAlone(Tenants bean) throws Exception {
            Authenticated acme = TestCallers.with("tenant", "acme");
            granted(acme, () -> bean.of(2026, "acme"));
            denied(acme, () -> bean.of(2026, "other"), RejectionReason.CLAIM_REQUIRED);
            denied(acme, () -> bean.of(2026, null), RejectionReason.CLAIM_REQUIRED);
            denied(CLERK, () -> bean.of(2026, "acme"), RejectionReason.CLAIM_REQUIRED);
            denied(Anonymous.INSTANCE, () -> bean.of(2026, "acme"), RejectionReason.TOKEN_REQUIRED);
            granted(TestCallers.with("number", 7L), () -> bean.of(7));
            denied(TestCallers.with("number", "7"), () -> bean.of(7), RejectionReason.CLAIM_REQUIRED);
            denied(TestCallers.with("number", 8L), () -> bean.of(7), RejectionReason.CLAIM_REQUIRED);
        }

        @Test
        void call_otherMethodOfTheBean_isOpen(OnMethod bean) throws Exception {
            assertThat(as(Anonymous.INSTANCE, bean::open)).isEqualTo("done");
        }

        @Test
        @Requirement(105)
        void call_annotatedClass_isGuarded(OnClass bean) throws Exception {
            guarded(bean::any);
        }

        @Test
        @Requirement(105)
        void call_inheritedAndOverridingMethods_areGuarded(Inheriting bean) throws Exception {
            guarded(bean::inherited);
            guarded(bean::overridden);
        }

        @Test
        @Requirement(105)
        void call_methodAnnotatedInInterface_isGuarded(Implementing bean) throws Exception {
            guarded(bean::call);
            guarded(bean::byDefault);
            assertThat(as(Anonymous.INSTANCE, bean::open)).isEqualTo("done");
        }

        @Test
        @Requirement(105)
        void call_throughBridge_isGuarded(GenericStore bean) throws Exception {
            Store<String> store = bean;
            guarded(() -> store.put("done"));
            guarded(() -> bean.put("done"));
        }

        @Test
        void call_annotationOfTheApplication_isGuarded(Meta bean) throws Exception {
            guarded(bean::guarded);
        }

        @Test
        @Requirement(105)
        void call_throughInjectedSelf_isGuarded(SelfInvoking bean) throws Exception {
            guarded(bean::throughTheProxy);
        }

        @Test
        void deploy_finalMethodWithoutRequirement_isLeftAlone() {
            assertThat(new Plain().sealed()).isEqualTo("done");
        }
    }

    @Nested
    class Several {
        private Authenticated caller(String... claims) {
            Map<String, Object> map = new HashMap<>();
            for (String claim : claims) {
                String[] parts = claim.split("=", -1);
                map.put(parts[0], parts[1]);
            }
            return TestCallers.of("alice", Set.of(), map);
        }

        @Test
        void call_everyRequirementHolds_isGranted(Repeated bean) throws Exception {
            granted(caller("role=clerk", "tenant=acme", "a=1", "b=2"), bean::both);
            granted(caller("role=clerk", "tenant=acme"), bean::ofClass);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "tenant=acme,a=1,b=2",
                    "role=clerk,a=1,b=2",
                    "role=clerk,tenant=acme,b=2",
                    "role=clerk,tenant=acme,a=1",
                    "role=clerk,tenant=acme,a=1,b=3"
                })
        void call_oneRequirementDoesNotHold_isDenied(String claims) {
            Repeated bean = weld.select(Repeated.class).get();
            denied(caller(claims.split(",", -1)), bean::both, RejectionReason.CLAIM_REQUIRED);
        }
    }

    @Nested
    class Order {
        @Test
        void call_denied_doesNotReachWhereTransactionsBegin(Audited bean) throws Exception {
            Auditor.SEEN.clear();
            denied(OTHER, bean::guarded, RejectionReason.CLAIM_REQUIRED);
            assertThat(Auditor.SEEN).isEmpty();
            granted(CLERK, bean::guarded);
            assertThat(Auditor.SEEN).containsExactly("guarded");
        }
    }

    @Nested
    class WithoutRequest {
        @Test
        void call_noRequestScope_isDenied(OnMethod bean) {
            assertThatThrownBy(bean::guarded).isInstanceOfSatisfying(AuthorizationDeniedException.class, denied -> {
                assertThat(denied.reason()).isEqualTo(RejectionReason.TOKEN_REQUIRED);
                assertThat(denied.rejection().detail())
                        .contains("serves no HTTP request")
                        .endsWith("OnMethod#guarded");
            });
        }

        @Test
        @Requirement({105, 106})
        void call_threadOfTheApplicationsOwn_isDenied(OnMethod bean) throws Exception {
            as(CLERK, () -> {
                ExecutorService executor = Executors.newSingleThreadExecutor();
                try {
                    Future<String> call = executor.submit(bean::guarded);
                    assertThatThrownBy(call::get).hasCauseInstanceOf(AuthorizationDeniedException.class);
                } finally {
                    executor.shutdownNow();
                }
                return "";
            });
        }

        @Test
        void call_dispatchWithoutRequestScope_asksTheRequest(OnMethod bean, Injected injected) throws Exception {
            for (DispatcherType type : List.of(DispatcherType.ASYNC, DispatcherType.ERROR)) {
                HttpServletRequest clerks = TestRequests.of(type);
                TestAuthentication.leave(clerks, CLERK);
                TestAuthentication.dispatch(clerks, () -> {
                    assertThat(bean.guarded()).isEqualTo("done");
                    assertThat(injected.caller().caller()).contains(CLERK.principal());
                });

                HttpServletRequest others = TestRequests.of(type);
                TestAuthentication.leave(others, OTHER);
                TestAuthentication.dispatch(others, () -> assertDenied(bean, RejectionReason.CLAIM_REQUIRED));
            }
        }

        @Test
        void call_afterADispatch_isDenied(OnMethod bean, Injected injected) throws Exception {
            HttpServletRequest request = TestRequests.of(DispatcherType.ASYNC);
            TestAuthentication.leave(request, CLERK);
            assertThatThrownBy(() -> TestAuthentication.dispatch(request, () -> {
                        throw new IllegalStateException("of the application");
                    }))
                    .isInstanceOf(IllegalStateException.class);

            assertDenied(bean, RejectionReason.TOKEN_REQUIRED);
            assertThat(injected.caller().caller()).isEmpty();
        }

        @Test
        void call_threadOfTheApplicationsOwnInADispatch_isDenied(OnMethod bean) throws Exception {
            HttpServletRequest request = TestRequests.of(DispatcherType.ASYNC);
            TestAuthentication.leave(request, CLERK);
            TestAuthentication.dispatch(request, () -> {
                Future<String> call = CompletableFuture.supplyAsync(bean::guarded);
                assertThatThrownBy(call::get).hasCauseInstanceOf(AuthorizationDeniedException.class);
            });
        }

        private static void assertDenied(OnMethod bean, RejectionReason reason) {
            assertThatThrownBy(bean::guarded)
                    .isInstanceOfSatisfying(
                            AuthorizationDeniedException.class,
                            denied -> assertThat(denied.reason()).isEqualTo(reason));
        }

        @Test
        void caller_noRequestScope_isEmpty(Injected bean) {
            assertThat(bean.caller().caller()).isEmpty();
        }

        @Test
        void claims_noRequestScope_throws(Injected bean) {
            assertThatThrownBy(bean.claims()::names).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @Nested
    class Injection {
        @Test
        void claims_validToken_areTheCallers(Injected bean) throws Exception {
            as(CLERK, () -> {
                assertThat(bean.claims().string("role")).contains("clerk");
                assertThat(bean.token().claims().string("role")).contains("clerk");
                assertThat(bean.principal().getName()).isEqualTo("alice");
                assertThat(bean.caller().caller()).contains(CLERK.principal());
                return "";
            });
        }

        @Test
        void claims_anonymous_throw(Injected bean) {
            denied(Anonymous.INSTANCE, () -> bean.claims().names().toString(), RejectionReason.TOKEN_REQUIRED);
            denied(Anonymous.INSTANCE, () -> bean.token().header().toString(), RejectionReason.TOKEN_REQUIRED);
            denied(Anonymous.INSTANCE, () -> bean.principal().getName(), RejectionReason.TOKEN_REQUIRED);
            denied(null, () -> bean.principal().getName(), RejectionReason.TOKEN_REQUIRED);
        }

        @Test
        void caller_anonymous_isEmpty(Injected bean) throws Exception {
            assertThat(as(Anonymous.INSTANCE, bean.caller()::caller)).isEmpty();
            assertThat(as(null, bean.caller()::caller)).isEmpty();
        }

        @Test
        void principal_containersOwn_isLeftToTheContainer() {
            Set<Bean<?>> principals = weld.getBeanManager().getBeans(Principal.class);
            assertThat(principals).noneMatch(bean -> bean.getBeanClass().equals(SealgateProducers.class));
        }

        @Test
        void claims_manyCallersAtOnce_eachSeesItsOwn(Injected bean, OnMethod guarded) throws Exception {
            int callers = 16;
            CyclicBarrier together = new CyclicBarrier(callers);
            ExecutorService executor = Executors.newFixedThreadPool(callers);
            try {
                List<Future<Boolean>> results = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    String name = "caller" + i;
                    boolean clerk = i % 2 == 0;
                    results.add(executor.submit(() -> {
                        together.await(10, TimeUnit.SECONDS);
                        for (int round = 0; round < 200; round++) {
                            requests.run(
                                    TestCallers.of(
                                            name, Set.of(), Map.of("me", name, "role", clerk ? "clerk" : "guest")),
                                    () -> {
                                        assertThat(bean.claims().string("me")).contains(name);
                                        assertThat(bean.principal().getName()).isEqualTo(name);
                                        assertThat(bean.token().claims().string("me"))
                                                .contains(name);
                                        if (clerk) {
                                            assertThat(guarded.guarded()).isEqualTo("done");
                                        } else {
                                            assertThatThrownBy(guarded::guarded)
                                                    .isInstanceOf(AuthorizationDeniedException.class);
                                        }
                                        return "";
                                    });
                        }
                        return true;
                    }));
                }
                for (Future<Boolean> result : results) {
                    assertThat(result.get(30, TimeUnit.SECONDS)).isTrue();
                }
            } finally {
                executor.shutdownNow();
            }
        }
    }
}
