package io.sealgate.benchmarks;

import io.sealgate.claims.AnyOfRequirement;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.claims.RoleRequirement;
import io.sealgate.token.AuthenticationResult;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding on an authenticated caller. The goal: less than 200 ns, no allocation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AuthorizeBenchmark {
    private static final List<ClaimRequirement> SCOPE =
            List.of(new ClaimRequirement("scope", Match.ANY_OF, List.of("orders:write")));
    private static final List<ClaimRequirement> GROUPS =
            List.of(new ClaimRequirement("groups", Match.ALL_OF, List.of("clerks", "auditors")));
    private static final List<ClaimRequirement> NESTED =
            List.of(new ClaimRequirement("/realm_access/roles", Match.ANY_OF, List.of("uma_authorization")));
    private static final List<ClaimRequirement> EQUAL =
            List.of(new ClaimRequirement("azp", Match.EQUALS, List.of("shop-frontend")));
    private static final List<ClaimRequirement> FOUR =
            List.of(SCOPE.get(0), GROUPS.get(0), NESTED.get(0), EQUAL.get(0));
    private static final List<AnyOfRequirement> ANY_OF =
            List.of(AnyOfRequirement.of(new RoleRequirement("admin"), EQUAL.get(0)));
    private static final List<ClaimRequirement> WITHIN =
            List.of(new ClaimRequirement("iat", Match.WITHIN, List.of("P1D")));
    private static final Call NOW = Call.at(Clock.systemUTC());
    private static final Set<String> ROLE = Set.of("auditors");

    private final AuthenticationResult caller;

    public AuthorizeBenchmark() {
        try {
            JsonWebKey key = Workload.signingKey("HS256");
            String token = Workload.sign(key, Workload.payload());
            caller = Ours.authenticator(key).authenticate(OneTokenRequest.withHeader(token));
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public AuthorizationDecision scope() {
        return ClaimAuthorizer.requireAll(caller, SCOPE, NOW);
    }

    @Benchmark
    public AuthorizationDecision groups() {
        return ClaimAuthorizer.requireAll(caller, GROUPS, NOW);
    }

    @Benchmark
    public AuthorizationDecision nestedRoles() {
        return ClaimAuthorizer.requireAll(caller, NESTED, NOW);
    }

    @Benchmark
    public AuthorizationDecision equal() {
        return ClaimAuthorizer.requireAll(caller, EQUAL, NOW);
    }

    @Benchmark
    public AuthorizationDecision four() {
        return ClaimAuthorizer.requireAll(caller, FOUR, NOW);
    }

    @Benchmark
    public AuthorizationDecision group() {
        return ClaimAuthorizer.requireAll(caller, ANY_OF, NOW);
    }

    @Benchmark
    public AuthorizationDecision within() {
        return ClaimAuthorizer.requireAll(caller, WITHIN, NOW);
    }

    @Benchmark
    public AuthorizationDecision role() {
        return ClaimAuthorizer.requireAnyRole(caller, ROLE);
    }
}
