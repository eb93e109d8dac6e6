package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.extract.CrossSiteCheck;
import io.sealgate.extract.ExtractionResult;
import io.sealgate.extract.RequestView;
import io.sealgate.extract.TokenExtractor;
import io.sealgate.extract.TransportCheck;
import io.sealgate.token.Anonymous;
import io.sealgate.token.Authenticated;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.BearerToken;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import java.util.Optional;

/** Authenticates one request: extract, check how the token came, validate it, name the caller. Immutable and thread-safe. */
public final class TokenAuthenticator {
    private final TokenExtractor extractor;
    private final TransportCheck transport;
    private final TokenValidator validator;

    TokenAuthenticator(TokenExtractor extractor, TransportCheck transport, TokenValidator validator) {
        this.extractor = extractor;
        this.transport = transport;
        this.validator = validator;
    }

    /** Authenticates a request. Never throws for what a request holds; a request without a token is {@link Anonymous}. */
    public AuthenticationResult authenticate(RequestView request) {
        ExtractionResult extracted = extractor.extract(request);
        if (extracted instanceof ExtractionResult.Found found) {
            return authenticate(request, found.token());
        }
        return extracted instanceof ExtractionResult.Invalid invalid
                ? new Rejected(invalid.rejection())
                : Anonymous.INSTANCE;
    }

    private AuthenticationResult authenticate(RequestView request, BearerToken token) {
        Optional<Rejection> refused = transport.check(request).or(() -> CrossSiteCheck.check(request, token.source()));
        if (refused.isPresent()) {
            return new Rejected(refused.get());
        }
        Judgement judgement = validator.judge(token.value());
        return judgement
                .result()
                .match(
                        validated -> new Authenticated(
                                requireNonNull(judgement.policy()).caller(validated.token()), token.source()),
                        rejected -> rejected,
                        unavailable -> unavailable);
    }
}
