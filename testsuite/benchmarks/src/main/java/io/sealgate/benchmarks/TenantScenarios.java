package io.sealgate.benchmarks;

import static io.sealgate.benchmarks.Contender.SEALGATE;

import io.sealgate.TokenValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/** Good tokens where there is one issuer, and where there are ten thousand: a request must not pay for the tenants of others. */
final class TenantScenarios {
    private static final int MANY = 10_000;

    /** As many tokens take turns. In the lines that say so each is of another tenant, whose keys and headers are then in none of the processor's nearer caches. */
    private static final int BUSY = 64;

    private static final double ALIKE = 0.97;
    private static final String CONFIGURED = SEALGATE + ": " + MANY + " issuers, configured";
    private static final String LOOKED_UP = SEALGATE + ": " + MANY + " issuers, looked up";
    private static final String IN_TURN = ", " + BUSY + " in turn";

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
        String[] ofOne = new String[BUSY];
        String[] ofMany = new String[BUSY];
        for (int i = 0; i < BUSY; i++) {
            ofOne[i] = sign(key, issuers.get(0), i);
            ofMany[i] = sign(key, issuers.get(i * (MANY / BUSY)), i);
        }
        TokenValidator one = Ours.configured(issuers.subList(0, 1), key);
        TokenValidator configured = Ours.configured(issuers, key);
        TokenValidator lookedUp = Ours.lookedUp(issuers, key);
        return List.of(
                contender("one issuer", one, ofOne),
                contender(CONFIGURED, configured, ofOne),
                contender(LOOKED_UP, lookedUp, ofOne),
                contender(CONFIGURED + IN_TURN, configured, ofMany),
                contender(LOOKED_UP + IN_TURN, lookedUp, ofMany));
    }

    private static Contender contender(String name, TokenValidator validator, String[] tokens) {
        int[] next = new int[1];
        return new Contender(name, () -> Ours.accepted(validator.validate(tokens[next[0]++ & (BUSY - 1)])));
    }

    private static String sign(JsonWebKey key, String issuer, int subject) throws JoseException {
        return Workload.sign(
                key,
                Workload.payload()
                        .replace(Workload.ISSUER, issuer)
                        .replace("\"sub\":\"5c1f0c5e", String.format(Locale.ROOT, "\"sub\":\"%08x", subject)));
    }
}
