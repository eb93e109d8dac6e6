package io.sealgate.extract;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;

/** The parameter {@code access_token} of a form body (RFC 6750 section 2.2). */
final class FormTokenExtractor implements TokenExtractor {
    private static final String PARAMETER = "access_token";

    @Override
    public ExtractionResult extract(RequestView request) {
        return SingleValue.extract(
                request.formParameters(PARAMETER),
                TokenSource.FORM,
                RejectionReason.MALFORMED_CREDENTIALS,
                "form parameter " + PARAMETER);
    }
}
