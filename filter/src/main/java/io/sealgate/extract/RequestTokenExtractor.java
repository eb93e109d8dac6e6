package io.sealgate.extract;

import io.sealgate.extract.ExtractionResult.Invalid;
import io.sealgate.extract.ExtractionResult.None;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into all configured places, always into every one of them, and accepts a token in one alone. Places that are not configured are not looked at. Immutable
 * and thread-safe.
 */
public final class RequestTokenExtractor implements TokenExtractor {
    private final List<TokenExtractor> extractors;

    private RequestTokenExtractor(List<TokenExtractor> extractors) {
        this.extractors = List.copyOf(extractors);
    }

    /**
     * An extractor for these places.
     *
     * @param cookieName the cookie that holds a token; null unless {@link TokenSource#COOKIE} is a source
     * @param headerName the header that holds a token alone; null unless {@link TokenSource#HEADER} is a source
     * @throws IllegalArgumentException if there is no source, or one lacks its name
     */
    public static RequestTokenExtractor of(
            Set<TokenSource> sources, @Nullable String cookieName, @Nullable String headerName) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("No source");
        }
        List<TokenExtractor> extractors = new ArrayList<>();
        for (TokenSource source : EnumSet.copyOf(sources)) {
            extractors.add(
                    switch (source) {
                        case AUTHORIZATION -> new HeaderTokenExtractor();
                        case HEADER -> new NamedHeaderTokenExtractor(required(source, headerName));
                        case COOKIE -> new CookieTokenExtractor(required(source, cookieName));
                        case FORM -> new FormTokenExtractor();
                    });
        }
        return new RequestTokenExtractor(extractors);
    }

    private static String required(TokenSource source, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(source + " needs a name");
        }
        return name;
    }

    @Override
    public ExtractionResult extract(RequestView request) {
        ExtractionResult only = None.INSTANCE;
        for (TokenExtractor extractor : extractors) {
            ExtractionResult result = extractor.extract(request);
            if (result == None.INSTANCE) {
                continue;
            }
            if (only != None.INSTANCE) {
                return new Invalid(Rejection.of(
                        RejectionReason.MULTIPLE_TOKENS, "expected credentials in one of the configured places alone"));
            }
            only = result;
        }
        return only;
    }
}
