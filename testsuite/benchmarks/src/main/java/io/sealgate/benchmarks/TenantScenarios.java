package io.sealgate.benchmarks;

import static io.sealgate.benchmarks.Contender.SEALGATE;

import io.sealgate.TokenValidator;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;

/** Good tokens where there is one issuer, and where there are ten thousand: a request must not pay for the tenants of others. */
final class TenantScenarios {
    private static final int MANY = 10_000;

    /** As many tenants take turns: more than the processor's caches favour, and few enough to sign for. */
    private static final int BUSY = 64;

    private static final double ALIKE = 0.97;
    private static final String CONFIGURED = SEALGATE + ": " + MANY + " issuers, configured";
    private static final String LOOKED_UP = SEALGATE + ": " + MANY + " issuers, looked up";

    private TenantScenarios() {}

    static List<Scenario> all() {
        return List.of(new Scenario(
                "tenants, RS256",
                TenantScenarios::contenders,
                List.of(Target.ratio(CONFIGURED, ALIKE), Target.ratio(LOOKED_UP, ALIKE))));
    }

    private static List<Contender> contenders() throws Exception {
        JsonWebKey key = Workload.signingKey("RS256");
        List<String> issuers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            issuers.add(Workload.ISSUER + "-" + i);
        }
        String ofOne = Workload.sign(key, Workload.payload());
        String[] ofMany = new String[BUSY];
        for (int i = 0; i < BUSY; i++) {
            ofMany[i] = Workload.sign(key, Workload.payload().replace(Workload.ISSUER, issuers.get(i * (MANY / BUSY))));
        }
        TokenValidator one = Ours.signed(List.of(key));
        TokenValidator configured = Ours.configured(issuers, key);
        TokenValidator lookedUp = Ours.lookedUp(issuers, key);
        int[] next = new int[2];
        return List.of(
                new Contender("one issuer", () -> Ours.accepted(one.validate(ofOne))),
                new Contender(CONFIGURED, () -> Ours.accepted(configured.validate(ofMany[next[0]++ & (BUSY - 1)]))),
                new Contender(LOOKED_UP, () -> Ours.accepted(lookedUp.validate(ofMany[next[1]++ & (BUSY - 1)]))));
    }
}
