package io.sealgate.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonReader;
import io.sealgate.token.Authenticated;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.TokenSource;
import io.sealgate.token.VerifiedJws;
import io.sealgate.token.VerifiedToken;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jspecify.annotations.Nullable;

/** Callers with claims as given, as if their tokens had been validated. */
public final class TestCallers {
    private TestCallers() {}

    /** A caller with one claim, which may be null. */
    public static Authenticated with(String claim, @Nullable Object value) {
        Map<String, @Nullable Object> claims = new HashMap<>();
        claims.put(claim, value);
        return of("alice", Set.of(), claims);
    }

    public static Authenticated withRoles(String... roles) {
        return of("alice", Set.of(roles), Map.of());
    }

    public static Authenticated of(String subject, Set<String> roles, Map<String, ? extends @Nullable Object> claims) {
        return new Authenticated(new Principal(subject, roles, token(claims)), TokenSource.AUTHORIZATION);
    }

    private record Principal(String name, Set<String> roles, VerifiedToken token) implements TokenPrincipal {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public Optional<String> issuer() {
            return Optional.of("https://idp.example");
        }

        @Override
        public Optional<String> subject() {
            return Optional.of(name);
        }
    }

    /** A token that was not verified: what is tested here comes after. */
    private static VerifiedToken token(Map<String, ? extends @Nullable Object> claims) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("iss", "https://idp.example");
        all.put("jti", "id");
        all.putAll(claims);
        JsonReader reader = new JsonReader(JsonUtil.toJson(all).getBytes(UTF_8), JsonLimits.CLAIMS);
        if (reader.read() != null) {
            throw new IllegalArgumentException("Not JSON: " + all);
        }
        return VerifiedJws.of(new ProtectedHeader("ES256", "k1", null, null, null), reader.object(), false);
    }
}
