package io.sealgate.servlet;

import io.sealgate.config.IpNetwork;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.config.SealgateConfig.Transport;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.extract.CrossSiteCheck;
import io.sealgate.extract.ExtractionResult;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.RequestView;
import io.sealgate.extract.TransportCheck;
import io.sealgate.token.Anonymous;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.BearerToken;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.TokenSource;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerifiedToken;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Authentication without cryptography: extraction and the checks around the token are the real ones; a token says itself what it is worth. {@code
 * good.NAME.ROLE} is valid, {@code reject.REASON.x} is rejected so, {@code busy.SECONDS.x} makes us unavailable, {@code throw.CLASS.x}
 * throws.
 */
final class TestCallers implements Function<RequestView, AuthenticationResult> {
    static final TokenDescription HOSTILE =
            new TokenDescription("ES256\r\nX-Injected: 1", "k\"1\r\nX-Injected: 2", "https://idp.example", "\u0000jti");

    private final TransportCheck transport;
    private final RequestTokenExtractor extractor;

    TestCallers(TransportCheck transport, Set<TokenSource> sources) {
        this.transport = transport;
        this.extractor = RequestTokenExtractor.of(sources, "token", "X-Token");
    }

    static TestCallers everywhere() {
        return new TestCallers(TransportCheck.TLS_ONLY, EnumSet.allOf(TokenSource.class));
    }

    static SealgateConfig config(String... trustedProxies) {
        Duration none = Duration.ZERO;
        return new SealgateConfig(
                new Issuer(
                        "https://idp.example",
                        Set.of("shop"),
                        new Verification(List.of(), List.of(), Set.of()),
                        Optional.empty(),
                        new Claims(none, Optional.empty(), Duration.ofHours(1), Set.of(), Set.of(), List.of())),
                new Tokens(EnumSet.allOf(TokenSource.class), "token", Optional.of("X-Token"), 16_384),
                new Transport(
                        PlainHttp.REFUSE,
                        List.of(trustedProxies).stream().map(IpNetwork::parse).toList()),
                "shop");
    }

    @Override
    public AuthenticationResult apply(RequestView request) {
        ExtractionResult extraction = extractor.extract(request);
        if (extraction instanceof ExtractionResult.Invalid invalid) {
            return new Rejected(invalid.rejection());
        }
        if (!(extraction instanceof ExtractionResult.Found found)) {
            return Anonymous.INSTANCE;
        }
        return transport
                .check(request)
                .or(() -> CrossSiteCheck.check(request, found.token().source()))
                .<AuthenticationResult>map(Rejected::new)
                .orElseGet(() -> judge(found.token()));
    }

    private static AuthenticationResult judge(BearerToken token) {
        String[] parts = token.value().split("\\.", -1);
        return switch (parts[0]) {
            case "good" -> new Authenticated(new Caller(parts[1], Set.of(parts[2])), token.source());
            case "reject" ->
                new Rejected(Rejection.of(RejectionReason.valueOf(parts[1]), "expected\r\nsomething else", HOSTILE));
            case "busy" ->
                new Unavailable(
                        Rejection.of(RejectionReason.KEYS_UNAVAILABLE, "expected keys"),
                        Duration.ofMillis(Long.parseLong(parts[1])));
            case "throw" -> throw thrown(parts[1], token.value());
            default -> new Rejected(Rejection.of(RejectionReason.MALFORMED_TOKEN, "expected a token"));
        };
    }

    private static RuntimeException thrown(String what, String token) {
        switch (what) {
            case "StackOverflowError" -> endless(1);
            case "OutOfMemoryError" -> throw new OutOfMemoryError(token);
            case "LinkageError" -> throw new NoClassDefFoundError(token);
            case "AssertionError" -> throw new AssertionError(token);
            case "null" -> throw new NullPointerException(token);
            default -> throw new IllegalStateException(token, new IllegalArgumentException(token));
        }
        throw new AssertionError();
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    record Caller(String name, Set<String> roles) implements TokenPrincipal, VerifiedToken {
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

        @Override
        public VerifiedToken token() {
            return this;
        }

        @Override
        public ProtectedHeader header() {
            return new ProtectedHeader("ES256", null, null, null, null);
        }

        @Override
        public ClaimsSet claims() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean encrypted() {
            return false;
        }

        @Override
        public TokenDescription description() {
            return header().describe();
        }
    }
}
