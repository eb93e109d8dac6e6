package io.sealgate.jose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds all permits, and sees what becomes of tokens. */
@Timeout(60)
class DecryptionBoundTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.ed25519("s1");
    private static final int WAITING = 16;

    private final DecryptionBound bound = new DecryptionBound(1);
    private final JoseHeader header = header();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    private static JoseHeader header() {
        byte[] json = "{\"alg\":\"RSA-OAEP-256\",\"kid\":\"e1\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return java.util.Objects.requireNonNull(JoseHeader.read(json).header());
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private JoseTokenVerifier verifier(String decryptionKey) {
        VerificationKeys keys =
                VerificationKeys.of(KeyReader.readPublicKeys(TestKeys.publicJwk(SIGNER, "EdDSA"), Set.of())
                        .keys());
        DecryptionKeys decryptionKeys = DecryptionKeys.of(
                KeyReader.readDecryptionKeys(decryptionKey, Set.of()).keys());
        TokenDecrypter decrypter =
                new TokenDecrypter(() -> decryptionKeys, EnumSet.allOf(ContentEncryptionAlgorithm.class), false, bound);
        return JoseTokenVerifier.forNested(() -> keys, decrypter, 16_384);
    }

    private static void assertOverloaded(VerificationResult result) {
        assertThat(result).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.rejection().reason()).isEqualTo(RejectionReason.OVERLOADED);
            assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    static List<Arguments> asymmetric() {
        List<Arguments> arguments = new ArrayList<>();
        for (String alg : List.of("RSA-OAEP", "RSA-OAEP-256")) {
            arguments.add(Arguments.of(alg, TestKeys.rsa2048("e1")));
        }
        for (String alg : List.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW")) {
            arguments.add(Arguments.of(alg, TestKeys.p256("e1")));
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("asymmetric")
    @Requirement(125)
    void verify_allPermitsHeld_isUnavailableUntilOneIsFree(String alg, PublicJsonWebKey recipient) {
        JoseTokenVerifier verifier = verifier(TestKeys.privateJwk(recipient, alg));
        String token = TestTokens.valid().nested(SIGNER, "EdDSA", recipient, alg, "A256GCM");

        assertThat(bound.enter(header)).isNull();
        assertOverloaded(verifier.verify(token));
        bound.leave();
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
    }

    @Test
    void verify_garbageManyTimes_givesPermitsBack() {
        PublicJsonWebKey recipient = TestKeys.rsa2048("e1");
        JoseTokenVerifier verifier = verifier(TestKeys.privateJwk(recipient, "RSA-OAEP-256"));
        String token = TestTokens.valid().nested(SIGNER, "EdDSA", recipient, "RSA-OAEP-256", "A256GCM");

        for (int part = 1; part < 5; part++) {
            for (int i = 0; i < 10; i++) {
                assertThat(verifier.verify(TestTokens.tampered(token, part))).isInstanceOf(Rejected.class);
            }
        }
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
    }

    @Test
    @Requirement(125)
    void verify_allPermitsHeld_acceptsWhatNeedsNone() {
        PublicJsonWebKey recipient = TestKeys.rsa2048("e1");
        JoseTokenVerifier verifier = verifier(TestKeys.privateJwk(recipient, "RSA-OAEP-256"));
        assertThat(bound.enter(header)).isNull();

        assertThat(verifier.verify(TestTokens.valid().signedWith(SIGNER, "EdDSA")))
                .isInstanceOf(Verified.class);
        JsonWebKey secret = TestKeys.oct(256, "e2");
        assertThat(verifier(TestKeys.octJwk(secret, "A256KW"))
                        .verify(TestTokens.valid().nested(SIGNER, "EdDSA", secret, "A256KW", "A256GCM")))
                .isInstanceOf(Verified.class);
        // What can be refused without a key is.
        String unknownKey =
                TestTokens.valid().nested(SIGNER, "EdDSA", TestKeys.rsa2048("unknown"), "RSA-OAEP-256", "A256GCM");
        assertThat(verifier.verify(unknownKey)).isInstanceOf(Rejected.class);
    }

    @Test
    void enter_permitGivenBackInTime_letsTheWaitingIn() throws Exception {
        DecryptionBound patient = new DecryptionBound(1, Duration.ofMinutes(1));
        assertThat(patient.enter(header)).isNull();
        // Whoever gave up waiting has left no trace.
        for (int i = 0; i < 2 * WAITING; i++) {
            Thread.currentThread().interrupt();
            assertOverloaded(patient.enter(header));
            assertThat(Thread.interrupted()).isTrue();
        }
        List<Future<VerificationResult>> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(executor.submit(() -> {
                VerificationResult result = patient.enter(header);
                patient.leave();
                return result;
            }));
        }
        patient.leave();

        for (Future<VerificationResult> result : waiting) {
            assertThat(result.get()).isNull();
        }
    }

    @Test
    @Requirement(125)
    void enter_allPlacesTaken_isTurnedAwayWithoutWaiting() throws Exception {
        DecryptionBound patient = new DecryptionBound(1, Duration.ofHours(1));
        assertThat(patient.enter(header)).isNull();
        CompletionService<VerificationResult> results = new ExecutorCompletionService<>(executor);
        for (int i = 0; i < 10 * WAITING; i++) {
            results.submit(() -> {
                VerificationResult result = patient.enter(header);
                if (result == null) {
                    patient.leave();
                }
                return result;
            });
        }
        for (int i = 0; i < 9 * WAITING; i++) {
            assertOverloaded(results.take().get());
        }

        patient.leave();
        for (int i = 0; i < WAITING; i++) {
            assertThat(results.take().get()).isNull();
        }
    }

    @Test
    void enter_interrupted_isTurnedAwayAndStaysInterrupted() {
        assertThat(bound.enter(header)).isNull();
        Thread.currentThread().interrupt();

        VerificationResult result = bound.enter(header);

        assertThat(Thread.interrupted()).isTrue();
        assertOverloaded(result);
        bound.leave();
        assertThat(bound.enter(header)).isNull();
    }

    @Test
    void enter_manyAtOnce_neverLetsInMoreThanTheBound() throws Exception {
        DecryptionBound three = new DecryptionBound(3);
        java.util.concurrent.atomic.AtomicInteger inside = new java.util.concurrent.atomic.AtomicInteger();
        Integer[] most = new Integer[16];
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < most.length; thread++) {
            int number = thread;
            done.add(executor.submit(() -> {
                int seen = 0;
                for (int i = 0; i < 1000; i++) {
                    if (three.enter(header) == null) {
                        seen = Math.max(seen, inside.incrementAndGet());
                        Thread.onSpinWait();
                        inside.decrementAndGet();
                        three.leave();
                    }
                }
                most[number] = seen;
            }));
        }
        for (Future<?> future : done) {
            future.get();
        }

        assertThat(Arrays.asList(most)).allSatisfy(seen -> assertThat(seen).isBetween(1, 3));
    }
}
