package io.sealgate.extract;

import io.sealgate.extract.ExtractionResult.Found;
import io.sealgate.extract.ExtractionResult.Invalid;
import io.sealgate.extract.ExtractionResult.None;
import io.sealgate.token.BearerToken;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import java.util.List;

/**
 * {@code Authorization: Bearer token} (RFC 6750 section 2.1, RFC 9110 section 11.6.2). The scheme is case-insensitive. Credentials of another
 * scheme are no token; beside a token they are one credential too many.
 */
final class HeaderTokenExtractor implements TokenExtractor {
    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer";

    @Override
    public ExtractionResult extract(RequestView request) {
        List<String> values = request.headers(HEADER).stream()
                .map(FieldValue::withoutWhitespace)
                .toList();
        boolean blank = values.contains("");
        if (values.stream().noneMatch(HeaderTokenExtractor::isBearer)) {
            return blank ? malformed("credentials in the Authorization header; it is empty") : None.INSTANCE;
        }
        if (values.stream().filter(value -> !value.isEmpty()).count() > 1) {
            return new Invalid(Rejection.of(
                    RejectionReason.MULTIPLE_TOKENS, "one Authorization header; there are " + values.size()));
        }
        if (blank) {
            return malformed("one Authorization header; there is an empty one, too");
        }
        return parse(values.get(0));
    }

    private static ExtractionResult parse(String credentials) {
        int start = SCHEME.length();
        // credentials = auth-scheme 1*SP token68
        if (start < credentials.length() && credentials.charAt(start) != ' ') {
            return malformed("a space after \"Bearer\" in the Authorization header");
        }
        while (start < credentials.length() && credentials.charAt(start) == ' ') {
            start++;
        }
        String token = credentials.substring(start);
        return Token68.matches(token)
                ? new Found(new BearerToken(token, TokenSource.AUTHORIZATION))
                : malformed("one token after \"Bearer\" in the Authorization header");
    }

    /** Whether the scheme, which ends at the first character that is no tchar, is ours. */
    private static boolean isBearer(String credentials) {
        int length = SCHEME.length();
        return credentials.regionMatches(true, 0, SCHEME, 0, length)
                && (credentials.length() == length || !FieldValue.isTokenCharacter(credentials.charAt(length)));
    }

    private static Invalid malformed(String expected) {
        return new Invalid(Rejection.of(RejectionReason.MALFORMED_CREDENTIALS, "expected " + expected));
    }
}
