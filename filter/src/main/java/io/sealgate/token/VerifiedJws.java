package io.sealgate.token;

import static java.util.Objects.requireNonNull;

import io.sealgate.json.JsonObject;

/** The one implementation of {@link VerifiedToken}. */
public final class VerifiedJws implements VerifiedToken {
    private final ProtectedHeader header;
    private final ClaimsSet claims;
    private final boolean encrypted;

    private VerifiedJws(ProtectedHeader header, ClaimsSet claims, boolean encrypted) {
        this.header = requireNonNull(header, "header");
        this.claims = requireNonNull(claims, "claims");
        this.encrypted = encrypted;
    }

    /** For {@code io.sealgate.jose} alone, which calls it once the signature holds; a test of the architecture sees to that. */
    public static VerifiedToken of(ProtectedHeader header, JsonObject claims, boolean encrypted) {
        return new VerifiedJws(header, new JsonClaimsSet(claims), encrypted);
    }

    @Override
    public ProtectedHeader header() {
        return header;
    }

    @Override
    public ClaimsSet claims() {
        return claims;
    }

    @Override
    public boolean encrypted() {
        return encrypted;
    }

    @Override
    public TokenDescription description() {
        return new TokenDescription(
                header.algorithm(),
                header.keyId(),
                claims.string(ClaimNames.ISSUER).orElse(null),
                claims.string(ClaimNames.JWT_ID).orElse(null));
    }

    /** What may be logged, escaped; no claims. */
    @Override
    public String toString() {
        return "VerifiedToken[" + description() + "]";
    }
}
