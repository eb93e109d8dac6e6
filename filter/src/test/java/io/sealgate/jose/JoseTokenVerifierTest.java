package io.sealgate.jose;

import static io.sealgate.testing.Refusals.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** Exact bounds, and when newer keys are asked for. */
class JoseTokenVerifierTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.ed25519("s1");
    private static final PublicJsonWebKey RECIPIENT = TestKeys.x25519("e1");
    private static final VerificationKeys KEYS = keys(SIGNER);

    private static VerificationKeys keys(PublicJsonWebKey key) {
        return VerificationKeys.of(KeyReader.readPublicKeys(TestKeys.publicJwk(key, "EdDSA"), Set.of())
                .keys());
    }

    private static JoseTokenVerifier mixed() {
        return JoseTokenVerifier.forNested(
                () -> KEYS,
                () -> DecryptionKeys.of(
                        KeyReader.readDecryptionKeys(TestKeys.privateJwk(RECIPIENT, "ECDH-ES"), Set.of())
                                .keys()),
                EnumSet.allOf(ContentEncryptionAlgorithm.class),
                false,
                new DecryptionBound(1),
                16_384);
    }

    @Test
    @Requirement(14)
    void verify_tokenOfTheGreatestLength_verifiesAndOneMoreIsRefused() {
        String token = TestTokens.valid().signedWith(SIGNER, "EdDSA");

        assertThat(JoseTokenVerifier.forSigned(() -> KEYS, token.length()).verify(token))
                .isInstanceOf(Verified.class);
        assertRejected(
                JoseTokenVerifier.forSigned(() -> KEYS, token.length() - 1).verify(token),
                RejectionReason.TOKEN_TOO_LONG);
    }

    @Test
    @Requirement({22, 23})
    void verify_emptyParts_areStillParts() {
        JoseTokenVerifier verifier = mixed();

        assertRejected(verifier.verify(".e30.AA"), RejectionReason.MALFORMED_HEADER);
        assertRejected(verifier.verify(".."), RejectionReason.MALFORMED_HEADER);
        assertRejected(verifier.verify("...."), RejectionReason.MALFORMED_HEADER);
        assertRejected(verifier.verify("."), RejectionReason.MALFORMED_TOKEN);
        assertRejected(verifier.verify("..."), RejectionReason.MALFORMED_TOKEN);
        assertRejected(verifier.verify("....."), RejectionReason.MALFORMED_TOKEN);
    }

    @Test
    @Requirement(14)
    void verify_headerBeyondFourKilobytes_refusesBeforeDecoding() {
        String most = TestTokens.encode("{" + " ".repeat(4094) + "}");

        assertRejected(mixed().verify(most + ".e30.AA"), RejectionReason.MALFORMED_HEADER);
        assertRejected(mixed().verify(most + "AA.e30.AA"), RejectionReason.TOKEN_TOO_LONG);
        assertRejected(mixed().verify(most + "....AA"), RejectionReason.MALFORMED_HEADER);
        assertRejected(mixed().verify(most + "??....AA"), RejectionReason.TOKEN_TOO_LONG);
    }

    @Test
    void verify_nestedAndSigned_tellsWhichWasEncrypted() {
        VerificationResult signed = mixed().verify(TestTokens.valid().signedWith(SIGNER, "EdDSA"));
        VerificationResult nested =
                mixed().verify(TestTokens.valid().nested(SIGNER, "EdDSA", RECIPIENT, "ECDH-ES", "A256GCM"));

        assertThat(signed)
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.token().encrypted()).isFalse());
        assertThat(nested)
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.token().encrypted()).isTrue());
    }

    @Test
    @Requirement({32, 36, 40, 80})
    void verify_headerThatDoesNotFit_isRefusedDespiteItsKid() {
        JoseTokenVerifier verifier = mixed();

        assertRejected(
                verifier.verify(TestTokens.valid().header("enc", "A256GCM").signedWith(SIGNER, "EdDSA")),
                RejectionReason.MALFORMED_HEADER);
        assertRejected(
                verifier.verify(TestTokens.valid().header("cty", "JWT").signedWith(SIGNER, "EdDSA")),
                RejectionReason.NESTING_NOT_ALLOWED);
        assertRejected(
                verifier.verify(TestTokens.valid().signedWith(TestKeys.p256("p").getPrivateKey(), "s1", "ES256")),
                RejectionReason.ALGORITHM_NOT_ALLOWED);
    }

    @Test
    @Requirement(76)
    void verify_certificateOfAnotherKey_isRefused() {
        String jwk = TestKeys.publicJwk(SIGNER, "EdDSA").replaceFirst("\\{", "{\"x5t#S256\":\"known\",");
        VerificationKeys certified =
                VerificationKeys.of(KeyReader.readPublicKeys(jwk, Set.of()).keys());
        JoseTokenVerifier verifier = JoseTokenVerifier.forSigned(() -> certified, 16_384);

        assertThat(verifier.verify(
                        TestTokens.valid().header("x5t#S256", "known").signedWith(SIGNER, "EdDSA")))
                .isInstanceOf(Verified.class);
        assertRejected(
                verifier.verify(TestTokens.valid().header("x5t#S256", "other").signedWith(SIGNER, "EdDSA")),
                RejectionReason.UNKNOWN_KEY);
    }

    @Test
    @Requirement({77, 82})
    void verify_encryptedWithoutContentType_isRefused() {
        String token = TestTokens.encrypt(
                TestTokens.valid().signedWith(SIGNER, "EdDSA"), RECIPIENT, "ECDH-ES", "A256GCM", Map.of());

        assertRejected(mixed().verify(token), RejectionReason.NOT_SIGNED);
    }

    @Test
    void verify_claimsLaidOutAsThoseBefore_areItsOwn() {
        JoseTokenVerifier verifier = mixed();

        assertThat(subject(verifier, "{\"sub\":\"alice\",\"exp\":1763935200}")).isEqualTo("alice 1763935200");
        assertThat(subject(verifier, "{\"sub\":\"carol\",\"exp\":1899999999}")).isEqualTo("carol 1899999999");
        assertThat(subject(verifier, "{\"exp\":1763935200,\"sub\":\"alice\"}")).isEqualTo("alice 1763935200");
        assertThat(subject(verifier, "{\"sub\":\"alice\",\"exp\":1763935200}")).isEqualTo("alice 1763935200");
    }

    @Test
    @Requirement({25, 26})
    void verify_claimsNearlyLaidOutAsThoseBefore_areRefusedLikeAnyOthers() {
        JoseTokenVerifier verifier = mixed();
        String good = "{\"sub\":\"alice\",\"exp\":1763935200}";
        assertThat(subject(verifier, good)).isEqualTo("alice 1763935200");

        for (String bad : List.of(
                good.replace("\"exp\"", "\"sub\""),
                good.replace("alice", "al\"ce"),
                good.replace("alice", "al\\ce"),
                good.replace("alice", "al\nce"),
                good.replace("1763935200", "0763935200"),
                good.replace("1763935200", "17639352x0"),
                good.replace("}", "]"))) {
            assertRejected(
                    verifier.verify(TestTokens.valid().payload(bad).signedWith(SIGNER, "EdDSA")),
                    RejectionReason.MALFORMED_CLAIMS);
        }
    }

    private static String subject(JoseTokenVerifier verifier, String claims) {
        VerificationResult result =
                verifier.verify(TestTokens.valid().payload(claims).signedWith(SIGNER, "EdDSA"));
        assertThat(result).isInstanceOf(Verified.class);
        ClaimsSet read = ((Verified) result).token().claims();
        return read.get("sub") + " " + read.get("exp");
    }

    /** What could be had with newer keys is asked for, and nothing else. */
    @Test
    void verify_noKeyFits_asksForNewerOnesOnce() {
        AtomicInteger asked = new AtomicInteger();
        VerificationKeys none = VerificationKeys.unavailable(Duration.ofSeconds(3));
        String named = TestTokens.valid().signedWith(SIGNER, "EdDSA");
        String unnamed = TestTokens.valid().signedWith(SIGNER.getPrivateKey(), null, "EdDSA");

        assertThat(with(keys(TestKeys.ed25519("old")), KEYS, asked).verify(named))
                .isInstanceOf(Verified.class);
        assertThat(asked).hasValue(1);
        assertThat(with(KEYS, none, asked).verify(named)).isInstanceOf(Verified.class);
        assertThat(asked).hasValue(1);
        assertThat(with(none, KEYS, asked).verify(unnamed)).isInstanceOf(Verified.class);
        assertThat(asked).hasValue(2);
        assertThat(with(none, none, asked).verify(unnamed)).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.rejection().reason()).isEqualTo(RejectionReason.KEYS_UNAVAILABLE);
            assertThat(unavailable.retryAfter()).hasSeconds(3);
        });
        assertThat(asked).hasValue(3);
        // Of an algorithm that no key has, and without a name: newer keys would not be looked for by every forger.
        String other = TestTokens.valid().signedWith(TestKeys.p256("p").getPrivateKey(), null, "ES256");
        assertRejected(with(KEYS, none, asked).verify(other), RejectionReason.ALGORITHM_NOT_ALLOWED);
        assertThat(asked).hasValue(3);
    }

    private static JoseTokenVerifier with(VerificationKeys now, VerificationKeys newer, AtomicInteger asked) {
        return JoseTokenVerifier.forSigned(
                new KeySource() {
                    @Override
                    public VerificationKeys verificationKeys() {
                        return now;
                    }

                    @Override
                    public VerificationKeys newerThan(VerificationKeys known) {
                        asked.incrementAndGet();
                        return newer;
                    }
                },
                16_384);
    }
}
