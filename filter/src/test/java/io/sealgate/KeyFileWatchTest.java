package io.sealgate;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.Await;
import io.sealgate.testing.HeldLocks;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeyStores;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestReadings;
import io.sealgate.testing.TestTokens;
import io.sealgate.testing.TestVault;
import io.sealgate.token.Validated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while tokens come. */
class KeyFileWatchTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    @TempDir
    Path directory;

    @Test
    void verificationKeys_rotatedTenTimesUnderLoad_loseNoTokenAndRefuseTheRetired() throws Exception {
        Path file = write("keys.json", published("k0"));
        try (Sealgate sealgate = create(Map.of("mp.jwt.verify.publickey.location", file.toString()))) {
            Signer signer = new Signer("k0");
            ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
            AtomicInteger accepted = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            AtomicIntegerArray calls = new AtomicIntegerArray(3);
            for (int i = 0; i < calls.length(); i++) {
                int number = i;
                Thread caller = new Thread(() -> {
                    while (!signer.ended) {
                        String keyId = signer.keyId;
                        if (isAccepted(sealgate, keyId)) {
                            accepted.incrementAndGet();
                        } else {
                            refused.add(keyId);
                        }
                        calls.incrementAndGet(number);
                    }
                });
                caller.start();
                callers.add(caller);
            }
            for (int i = 1; i <= 10; i++) {
                String former = "k" + (i - 1);
                String next = "k" + i;
                String remembered = token(former);
                assertThat(isValid(sealgate, remembered)).isTrue();
                write("keys.json", published(former, next));
                Await.until(() -> isAccepted(sealgate, next));
                signer.keyId = next;
                for (int caller = 0; caller < calls.length(); caller++) {
                    // Whoever signs with the former key at this moment is to be done with it.
                    int number = caller;
                    int begun = calls.get(number);
                    Await.until(() -> calls.get(number) > begun);
                }
                write("keys.json", published(next));
                Await.until(() -> !isValid(sealgate, remembered));
                assertThat(isAccepted(sealgate, former)).isFalse();
            }
            signer.ended = true;
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(refused).isEmpty();
            assertThat(accepted.get()).isGreaterThan(100);
        }
    }

    @Test
    void verificationKeys_symbolicLinksSwappedAsInKubernetes_areReadAgain() throws Exception {
        Path first = Files.createDirectory(directory.resolve("..2026_01"));
        Path second = Files.createDirectory(directory.resolve("..2026_02"));
        Files.writeString(first.resolve("keys.json"), published("k1"));
        Files.writeString(second.resolve("keys.json"), published("k2"));
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        Path file = Files.createSymbolicLink(directory.resolve("keys.json"), Path.of("..data", "keys.json"));
        try (Sealgate sealgate = create(Map.of("mp.jwt.verify.publickey.location", "file:" + file))) {
            assertThat(isAccepted(sealgate, "k1")).isTrue();
            Path swap = Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
            Files.move(swap, data, ATOMIC_MOVE);

            Await.until(() -> isAccepted(sealgate, "k2"));
            assertThat(isAccepted(sealgate, "k1")).isFalse();
        }
    }

    @Test
    void verificationKeys_brokenFile_stayAndAreReportedOnce() throws Exception {
        Path file = write("keys.json", published("k1"));
        try (CapturedLog log = CapturedLog.open();
                Sealgate sealgate = create(Map.of(
                        "mp.jwt.verify.publickey.location",
                        file.toString(),
                        "sealgate.issuer.acme.verify.issuer",
                        "https://acme.example",
                        "sealgate.issuer.acme.verify.audiences",
                        TestTokens.AUDIENCE,
                        "sealgate.issuer.acme.verify.publickey.location",
                        write("acme.json", published("acme")).toString()))) {
            assertThat(problem(sealgate)).isEmpty();
            String secret = TestKeys.privateJwk(TestKeys.p256("k2"), "ES256");
            for (String broken : List.of("{\"keys\":", secret, TestKeys.set(), " ")) {
                log.clear();
                write("keys.json", broken);
                Await.until(() -> log.warnings().size() == 1);
                lookAgain(sealgate);

                assertThat(isAccepted(sealgate, "k1")).isTrue();
                assertThat(log.warnings()).singleElement().asString().contains("SG-", "The keys that were there stay");
                assertThat(log.all()).doesNotContain(secret.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1"));
                assertThat(problem(sealgate))
                        .hasValueSatisfying(problem -> assertThat(log.all()).contains(problem));
            }
            log.clear();
            Files.delete(file);
            Await.until(() -> log.warnings().size() == 1);
            assertThat(log.warnings().get(0)).contains("SG-134");
            assertThat(isAccepted(sealgate, "k1")).isTrue();

            write("keys.json", published("k2"));
            Await.until(() -> isAccepted(sealgate, "k2"));
            Await.until(() -> problem(sealgate).isEmpty());
            assertThat(isAccepted(sealgate, "k1")).isFalse();
            Await.until(() -> log.all().contains("Now there are 1 key (kid k2)."));
        }
    }

    @Test
    void decryptionKeys_rotated_overlapAndThenRefuseTheRetired() throws Exception {
        Path file = write("private.json", TestKeys.set(recipient("d1")));
        try (Sealgate sealgate = create(Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"),
                "mp.jwt.decrypt.key.location",
                file.toString()))) {
            assertThat(isValid(sealgate, nested("d1"))).isTrue();
            write("private.json", TestKeys.set(recipient("d1"), recipient("d2")));
            Await.until(() -> isValid(sealgate, nested("d2")));
            assertThat(isValid(sealgate, nested("d1"))).isTrue();
            write("private.json", TestKeys.set(recipient("d2")));
            Await.until(() -> !isValid(sealgate, nested("d1")));
            assertThat(isValid(sealgate, nested("d2"))).isTrue();
        }
    }

    @Test
    void decryptionKeys_ofOneOfSeveralIssuers_areFoundAfterRotation() throws Exception {
        Path file = write("private.json", TestKeys.set(recipient("d1")));
        Path other = write("keys.json", published("k9"));
        try (Sealgate sealgate = create(Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"),
                "mp.jwt.decrypt.key.location",
                file.toString(),
                "sealgate.issuer.acme.verify.issuer",
                "https://acme.example",
                "sealgate.issuer.acme.verify.audiences",
                TestTokens.AUDIENCE,
                "sealgate.issuer.acme.verify.publickey.location",
                other.toString()))) {
            assertThat(sealgate.keyFiles())
                    .extracting(KeyFiles::issuer)
                    .containsExactly(TestTokens.ISSUER, "https://acme.example");
            assertThat(isValid(sealgate, nested("d1"))).isTrue();
            write("private.json", TestKeys.set(recipient("d2")));
            Await.until(() -> isValid(sealgate, nested("d2")));
            assertThat(isValid(sealgate, nested("d1"))).isFalse();
        }
    }

    @Test
    void keystore_replaced_isReadAgain() throws Exception {
        Path file = directory.resolve("store.p12");
        Files.move(TestKeyStores.certificates(directory, "PKCS12", "ec"), file);
        try (Sealgate sealgate = create(Map.of(
                "sealgate.verify.keystore.location",
                file.toString(),
                "sealgate.verify.keystore.password",
                TestKeyStores.PASSWORD))) {
            assertThat(isValid(sealgate, signedBy("ec"))).isTrue();
            Files.move(TestKeyStores.certificates(directory, "PKCS12", "ec2"), file, ATOMIC_MOVE);
            Await.until(() -> isValid(sealgate, signedBy("ec2")));
            assertThat(isValid(sealgate, signedBy("ec"))).isFalse();
        }
    }

    @Test
    void keySource_decryptionKeysRotated_overlapAndThenRefuseTheRetired() throws Exception {
        TestVault.holds(Map.of("ec", TestKeyStores.key("ec")));
        try (Sealgate sealgate = create(fromVault())) {
            assertThat(isValid(sealgate, nestedTo("ec"))).isTrue();
            TestVault.holds(Map.of("ec", TestKeyStores.key("ec"), "ec2", TestKeyStores.key("ec2")));
            Await.until(() -> isValid(sealgate, nestedTo("ec2")));
            assertThat(isValid(sealgate, nestedTo("ec"))).isTrue();
            TestVault.holds(Map.of("ec2", TestKeyStores.key("ec2")));
            Await.until(() -> !isValid(sealgate, nestedTo("ec")));
            assertThat(isValid(sealgate, nestedTo("ec2"))).isTrue();
            assertThat(sealgate.keyFiles()).singleElement().satisfies(status -> {
                assertThat(status.files()).isEmpty();
                assertThat(status.sources()).containsExactly("vault");
            });
        }
    }

    @Test
    @Requirement(120)
    void keySource_certificatesReplaced_refuseWhatIsRemembered() throws Exception {
        TestVault.holds(Map.of("ec", certificate("ec")));
        try (Sealgate sealgate = create(Map.of("sealgate.verify.keystore.location", "source:vault"))) {
            String remembered = signedBy("ec");
            assertThat(isValid(sealgate, remembered)).isTrue();
            assertThat(isValid(sealgate, remembered)).isTrue();
            TestVault.holds(Map.of("ec2", certificate("ec2")));
            Await.until(() -> isValid(sealgate, signedBy("ec2")));
            assertThat(isValid(sealgate, remembered)).isFalse();
        }
    }

    @Test
    void keySource_failsOrHasBadKeys_keysStayAndItIsReportedOnce() throws Exception {
        Map<String, KeyStore.Entry> good = Map.of("ec", TestKeyStores.key("ec"));
        Map<Runnable, String> faults = new LinkedHashMap<>();
        faults.put(TestVault::fails, "The KeyEntrySource failed (IOException).");
        faults.put(TestVault::isBroken, "The KeyEntrySource failed (NoClassDefFoundError).");
        faults.put(() -> TestVault.holds(Map.of()), "The KeyEntrySource has no keys.");
        faults.put(() -> TestVault.holds(Map.of("weak", TestKeyStores.key("weak"))), "SG-208");
        faults.put(() -> TestVault.holds(Map.of("ec", certificate("ec"))), "SG-206");
        TestVault.holds(good);
        try (CapturedLog log = CapturedLog.open();
                Sealgate sealgate = create(fromVault())) {
            for (Map.Entry<Runnable, String> fault : faults.entrySet()) {
                log.clear();
                fault.getKey().run();
                Await.until(() -> log.warnings().size() == 1);
                int calls = TestVault.calls();
                Await.until(() -> TestVault.calls() > calls + 5);

                assertThat(log.warnings())
                        .singleElement()
                        .asString()
                        .contains("KeyEntrySource vault", fault.getValue(), "The keys that were there stay");
                assertThat(log.all()).doesNotContain("hunter2");
                assertThat(problem(sealgate)).isPresent();
                assertThat(isValid(sealgate, nestedTo("ec"))).isTrue();

                TestVault.holds(good);
                Await.until(() -> problem(sealgate).isEmpty());
                assertThat(isValid(sealgate, nestedTo("ec"))).isTrue();
            }
        }
    }

    @Test
    void keySource_hangs_filesOfOtherIssuersAreStillReadAndCloseEndsIt() throws Exception {
        Path file = write("keys.json", published("k9"));
        Map<String, String> properties = new HashMap<>(fromVault());
        properties.put("sealgate.issuer.acme.verify.issuer", "https://acme.example");
        properties.put("sealgate.issuer.acme.verify.audiences", TestTokens.AUDIENCE);
        properties.put("sealgate.issuer.acme.verify.publickey.location", file.toString());
        CountDownLatch end = new CountDownLatch(1);
        TestVault.holds(Map.of("ec", TestKeyStores.key("ec")));
        try (Sealgate sealgate = create(properties)) {
            TestVault.hangs(end);
            Await.until(TestVault::isHanging);
            write("keys.json", published("k8"));
            Await.until(() -> isValid(
                    sealgate,
                    TestTokens.valid().claim("iss", "https://acme.example").signedWith(TestKeys.p256("k8"), "ES256")));
            assertThat(isValid(sealgate, nestedTo("ec"))).isTrue();
            assertThat(HeldLocks.of(threads("sealgate-key-source"))).isEmpty();
            assertThat(threads("sealgate-key-source"))
                    .singleElement()
                    .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        } finally {
            TestVault.holds(Map.of());
        }
        Await.until(() -> threads("sealgate-key-source").isEmpty());
        end.countDown();
    }

    private static Map<String, String> fromVault() {
        return Map.of(
                "mp.jwt.verify.publickey",
                TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"),
                "sealgate.decrypt.keystore.location",
                "source:vault");
    }

    private static KeyStore.Entry certificate(String alias) {
        return new KeyStore.TrustedCertificateEntry(TestKeyStores.certificate(alias));
    }

    private static String nestedTo(String alias) {
        try {
            PublicJsonWebKey recipient = PublicJsonWebKey.Factory.newPublicJwk(
                    TestKeyStores.certificate(alias).getPublicKey());
            recipient.setKeyId(alias);
            return TestTokens.valid().nested(TestKeys.p256("k1"), "ES256", recipient, "ECDH-ES", "A128GCM");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keyForBothPurposes_appearingInAFile_isNotTaken() throws Exception {
        Path file = write("keys.json", published("k1"));
        PublicJsonWebKey recipient = TestKeys.p256("d1");
        try (Sealgate sealgate = create(Map.of(
                "mp.jwt.verify.publickey.location",
                file.toString(),
                "sealgate.decrypt.key",
                TestKeys.privateJwk(recipient, "ECDH-ES"),
                "sealgate.decrypt.required",
                "false"))) {
            write("keys.json", TestKeys.publicJwk(recipient, "ES256"));
            Await.until(() -> problem(sealgate).isPresent());
            assertThat(problem(sealgate))
                    .hasValueSatisfying(problem -> assertThat(problem).startsWith("SG-217"));
            assertThat(isAccepted(sealgate, "k1")).isTrue();
        }
    }

    @Test
    void thread_ofFixedKeys_isNotThereAndOfFilesEndsWithClose() throws Exception {
        try (Sealgate fixed =
                create(Map.of("mp.jwt.verify.publickey", TestKeys.publicJwk(TestKeys.p256("k1"), "ES256")))) {
            assertThat(fixed.keyFiles()).isEmpty();
            assertThat(threads()).isEmpty();
        }
        Path file = write("keys.json", published("k1"));
        try (Sealgate watching = create(Map.of("mp.jwt.verify.publickey.location", file.toString()))) {
            assertThat(watching.keyFiles()).singleElement().satisfies(status -> {
                assertThat(status.files()).containsExactly(file);
                assertThat(status.issuer()).isEqualTo(TestTokens.ISSUER);
            });
            assertThat(threads()).hasSize(1);
        }
        Await.until(() -> threads().isEmpty());
    }

    private static List<Thread> threads() {
        return threads("sealgate-files");
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }

    /** Issuers are looked at one after the other: when the second one's keys have changed twice, the first one's were looked at in between. */
    private void lookAgain(Sealgate sealgate) throws Exception {
        for (int i = 0; i < 2; i++) {
            Instant before = sealgate.keyFiles().get(1).readAt();
            write("acme.json", published("acme" + i));
            Await.until(() -> sealgate.keyFiles().get(1).readAt().isAfter(before));
        }
    }

    private static Optional<String> problem(Sealgate sealgate) {
        return sealgate.keyFiles().get(0).problem();
    }

    private static String published(String... keyIds) {
        return TestKeys.set(java.util.Arrays.stream(keyIds)
                .map(keyId -> TestKeys.publicJwk(TestKeys.p256(keyId), "ES256"))
                .toArray(String[]::new));
    }

    private static String recipient(String keyId) {
        return TestKeys.privateJwk(TestKeys.p256(keyId), "ECDH-ES");
    }

    private static String token(String keyId) {
        return TestTokens.valid().signedWith(TestKeys.p256(keyId), "ES256");
    }

    private static String nested(String recipient) {
        return TestTokens.valid().nested(TestKeys.p256("k1"), "ES256", TestKeys.p256(recipient), "ECDH-ES", "A128GCM");
    }

    private static String signedBy(String alias) {
        return TestTokens.valid().signedWith(TestKeyStores.key(alias).getPrivateKey(), alias, "ES256");
    }

    private static boolean isAccepted(Sealgate sealgate, String keyId) {
        return isValid(sealgate, token(keyId));
    }

    private static boolean isValid(Sealgate sealgate, String token) {
        return sealgate.tokenValidator().validate(token) instanceof Validated;
    }

    /** Never half a file: that of a moment before, or this. */
    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Path other = Files.writeString(directory.resolve(name + ".new"), text);
        return Files.move(other, file, ATOMIC_MOVE);
    }

    private Sealgate create(Map<String, String> more) throws IOException {
        SealgateConfig config = TestReadings.of(directory, more).orThrow();
        return Sealgate.create(config.with(new Resources(1000, 2, Optional.empty(), INTERVAL)), Clock.systemUTC());
    }

    /** Signs with one key at a time. */
    private static final class Signer {
        private volatile String keyId;
        private volatile boolean ended;

        Signer(String keyId) {
            this.keyId = keyId;
        }
    }
}
