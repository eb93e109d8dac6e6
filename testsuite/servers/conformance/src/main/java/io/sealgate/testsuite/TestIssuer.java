package io.sealgate.testsuite;

import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import org.jose4j.jwk.PublicJsonWebKey;

/** An authorization server as the applications know it: its keys, made for this run, its tokens, and the configuration that accepts them. */
final class TestIssuer {
    static final PublicJsonWebKey EC = TestKeys.p256("ec-1");
    static final PublicJsonWebKey RSA = TestKeys.rsa2048("rsa-1");
    static final PublicJsonWebKey ENCRYPTION = TestKeys.p256("enc-1");
    static final String KEY_MANAGEMENT = "ECDH-ES+A256KW";
    static final String CONTENT_ENCRYPTION = "A256GCM";

    private TestIssuer() {}

    /** What every application needs. */
    static String required() {
        return """
                mp.jwt.verify.publickey=%s
                mp.jwt.verify.issuer=%s
                mp.jwt.verify.audiences=%s
                sealgate.decrypt.key=%s
                """.formatted(
                        TestKeys.set(TestKeys.publicJwk(EC, "ES256"), TestKeys.publicJwk(RSA, "RS256")),
                        TestTokens.ISSUER,
                        TestTokens.AUDIENCE,
                        TestKeys.privateJwk(ENCRYPTION, KEY_MANAGEMENT));
    }

    /** As {@link #required()}, with tokens from everywhere but forms, encrypted or not. */
    static String configuration() {
        return required() + """
                sealgate.decrypt.required=false
                sealgate.token.sources=authorization,cookie,header
                sealgate.token.header-name=X-Token
                mp.jwt.token.cookie=token
                """;
    }

    /** A token that may read orders. */
    static String signed() {
        return sign(claims());
    }

    static TestTokens claims() {
        return TestTokens.valid().claim("scope", "orders:read");
    }

    static String sign(TestTokens claims) {
        return claims.signedWith(EC, "ES256");
    }

    static String nest(TestTokens claims) {
        return claims.nested(EC, "ES256", ENCRYPTION, KEY_MANAGEMENT, CONTENT_ENCRYPTION);
    }
}
