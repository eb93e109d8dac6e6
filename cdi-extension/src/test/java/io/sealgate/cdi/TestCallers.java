package io.sealgate.cdi;

import io.sealgate.token.Authenticated;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.TokenDescription;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.TokenSource;
import io.sealgate.token.VerifiedToken;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return new Authenticated(
                new Principal(subject, roles, new Token(new Claims(claims))), TokenSource.AUTHORIZATION);
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

    private record Token(ClaimsSet claims) implements VerifiedToken {
        @Override
        public ProtectedHeader header() {
            return new ProtectedHeader("ES256", "k1", null, null, null);
        }

        @Override
        public boolean encrypted() {
            return false;
        }

        @Override
        public TokenDescription description() {
            return new TokenDescription("ES256", "k1", "https://idp.example", "id");
        }
    }

    private static final class Claims implements ClaimsSet {
        private final Map<String, @Nullable Object> claims;

        Claims(Map<String, ? extends @Nullable Object> claims) {
            this.claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }

        @Override
        public Set<String> names() {
            return claims.keySet();
        }

        @Override
        public boolean contains(String name) {
            return claims.containsKey(name);
        }

        @Override
        public @Nullable Object get(String name) {
            return claims.get(name);
        }

        @Override
        public @Nullable Object at(String pointer) {
            Object value = claims;
            for (String member : pointer.substring(1).split("/", -1)) {
                value = value instanceof Map<?, ?> map ? map.get(member) : null;
            }
            return value;
        }

        @Override
        public boolean isString(String name, String value) {
            return value.equals(claims.get(name));
        }

        @Override
        public Optional<String> string(String name) {
            return claims.get(name) instanceof String string ? Optional.of(string) : Optional.empty();
        }

        @Override
        public List<String> strings(String name) {
            return string(name).map(List::of).orElse(List.of());
        }

        @Override
        public Optional<Instant> instant(String name) {
            return claims.get(name) instanceof Long seconds
                    ? Optional.of(Instant.ofEpochSecond(seconds))
                    : Optional.empty();
        }

        @Override
        public Map<String, @Nullable Object> asMap() {
            return claims;
        }
    }
}
