package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.token.SignatureAlgorithm;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a JWK Set that an authorization server publishes. */
class PublishedKeySetTest {
    private static final PublicJsonWebKey EC = TestKeys.p256("s1");
    private static final String GOOD = TestKeys.publicJwk(EC, "ES256");
    private static final String UNKNOWN = "{\"kty\":\"new\"}";

    private static PublishedKeySet read(String text) {
        return PublishedKeySet.read(text.getBytes(UTF_8), Set.of());
    }

    private static PublishedKeySet readSet(String... jwks) {
        return read(TestKeys.set(jwks));
    }

    private static void assertRefused(PublishedKeySet read, String why) {
        assertThat(read.refused()).hasValueSatisfying(text -> assertThat(text).contains(why));
        assertThat(read.keys()).isEmpty();
        assertThat(read.leftOut()).isEmpty();
    }

    private static String with(String member) {
        return GOOD.replaceFirst("\\{", "{" + member + ",");
    }

    @Test
    void read_keysOfSeveralTypes_givesThemInTheirOrder() {
        PublishedKeySet read = readSet(
                GOOD,
                UNKNOWN,
                TestKeys.publicJwk(TestKeys.ed25519("d1"), ""),
                TestKeys.publicJwk(TestKeys.rsa2048("r1"), ""));

        assertThat(read.refused()).isEmpty();
        assertThat(read.leftOut()).isEmpty();
        assertThat(read.keys()).extracting(VerificationKey::keyId).containsExactly("s1", "d1", "r1");
    }

    @Test
    void read_algorithmsAreConfigured_bindsToThem() {
        PublishedKeySet read = PublishedKeySet.read(
                TestKeys.set(TestKeys.publicJwk(TestKeys.rsa2048("r1"), ""), GOOD)
                        .getBytes(UTF_8),
                Set.of(SignatureAlgorithm.PS384));

        assertThat(read.keys())
                .singleElement()
                .satisfies(key -> assertThat(key.algorithms()).containsExactly(SignatureAlgorithm.PS384));
        assertThat(read.leftOut())
                .singleElement()
                .satisfies(why -> assertThat(why).startsWith("Key 2 of the set: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{", "{\"keys\":[],}", "{\"keys\":[],\"keys\":[]}"})
    void read_brokenJson_refuses(String text) {
        assertRefused(read(text), "The answer is not a JWK Set: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":\"\"}", "{\"Keys\":[]}"})
    void read_noArrayOfKeys_refuses(String text) {
        assertRefused(read(text), "it has no array \"keys\"");
    }

    @Test
    @Requirement(68)
    void read_moreThanTwoHundredKeys_refuses() {
        String[] most = Collections.nCopies(200, UNKNOWN).toArray(String[]::new);
        most[199] = GOOD;
        String[] more = Collections.nCopies(201, UNKNOWN).toArray(String[]::new);
        more[0] = GOOD;

        assertThat(readSet(most).keys()).hasSize(1);
        assertRefused(readSet(more), "has 201 keys; 200 are the most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "\"\"", "[]"})
    void read_elementThatIsNoObject_refusesAll(String element) {
        assertRefused(readSet(GOOD, element), "key 2 is not a JSON object");
    }

    @ParameterizedTest
    @Requirement(69)
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void read_secretMemberInAnyKey_refusesAll(String member) {
        assertRefused(
                readSet(GOOD, "{\"kty\":\"new\",\"" + member + "\":null}"),
                "Key 2 of the JWK Set is symmetric or private");
        assertRefused(
                readSet(GOOD, "{\"kty\":\"EC\",\"use\":\"enc\",\"" + member + "\":\"AA\"}"),
                "Key 2 of the JWK Set is symmetric or private");
    }

    @Test
    @Requirement({39, 69})
    void read_symmetricKey_refusesAll() {
        assertRefused(readSet("{\"kty\":\"oct\"}", GOOD), "Key 1 of the JWK Set is symmetric or private");
        assertRefused(
                readSet(GOOD, TestKeys.octJwk(TestKeys.oct(256, "h"), "HS256")),
                "Key 2 of the JWK Set is symmetric or private");
        assertRefused(readSet(TestKeys.privateJwk(EC, "ES256")), "Key 1 of the JWK Set is symmetric or private");
    }

    @ParameterizedTest
    @Requirement(41)
    @ValueSource(strings = {"\"use\":\"enc\"", "\"key_ops\":[\"encrypt\"]", "\"key_ops\":[]"})
    void read_keyForAnotherUse_leavesItOutInSilence(String purpose) {
        PublishedKeySet read = readSet(with(purpose), TestKeys.publicJwk(TestKeys.p256("s2"), "ES256"));

        assertThat(read.keys()).extracting(VerificationKey::keyId).containsExactly("s2");
        assertThat(read.leftOut()).isEmpty();
        assertRefused(readSet(with(purpose)), "no key that tokens can be verified with.");
    }

    @ParameterizedTest
    @Requirement(91)
    @ValueSource(
            strings = {"\"use\":\"enc\"", "\"key_ops\":[\"wrapKey\"]", "\"use\":\"enc\",\"key_ops\":[\"deriveBits\"]"})
    void read_keyThatIsForEncryptionUnderAnotherName_leavesItOutAndSaysWhy(String purpose) {
        String twin = with(purpose).replace("\"s1\"", "\"e1\"");
        for (PublishedKeySet read : List.of(
                readSet(GOOD, twin, TestKeys.publicJwk(TestKeys.p256("s2"), "ES256")),
                readSet(twin, TestKeys.publicJwk(TestKeys.p256("s2"), "ES256"), GOOD))) {
            assertThat(read.keys()).extracting(VerificationKey::keyId).containsExactly("s2");
            assertThat(read.leftOut())
                    .singleElement()
                    .satisfies(why -> assertThat(why).startsWith("Key ").contains(" of the set: ", "SG-217"));
        }
        assertRefused(readSet(GOOD, twin), "no key that tokens can be verified with. Key 1 of the set: ");
    }

    @Test
    @Requirement(91)
    void read_keyThatIsForBoth_leavesItOut() {
        PublicJsonWebKey rsa = TestKeys.rsa2048("r1");
        assertRefused(readSet(with("\"key_ops\":[\"verify\",\"deriveKey\"]")), "SG-217");
        assertRefused(
                readSet(
                        TestKeys.publicJwk(rsa, ""),
                        TestKeys.publicJwk(rsa, "RSA-OAEP").replace("\"r1\"", "\"r2\"")),
                "Key 1 of the set: It serves to sign and to encrypt");
        PublicJsonWebKey ed25519 = TestKeys.ed25519("o1");
        String twin = TestKeys.publicJwk(ed25519, "").replace("\"o1\"", "\"o2\",\"use\":\"enc\"");
        assertRefused(
                readSet(TestKeys.publicJwk(ed25519, "EdDSA"), twin),
                "Key 1 of the set: It serves to sign and to encrypt");
        // The same modulus with the zero byte before it that Java writes.
        String modulus = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(((RSAPublicKey) rsa.getPublicKey()).getModulus().toByteArray());
        assertRefused(
                readSet(
                        TestKeys.publicJwk(rsa, ""),
                        TestKeys.publicJwk(rsa, "RSA-OAEP")
                                .replace("\"r1\"", "\"r2\"")
                                .replaceFirst("\"n\":\"[^\"]+\"", "\"n\":\"" + modulus + "\"")),
                "Key 1 of the set: It serves to sign and to encrypt");
    }

    @Test
    @Requirement(41)
    void read_keyThatSaysItIsForThisUse_isTaken() {
        assertThat(readSet(with("\"use\":\"sig\",\"key_ops\":[\"verify\"]")).keys())
                .hasSize(1);
    }

    @Test
    @Requirement(65)
    void read_oneKeyTwice_takesItOnce() {
        assertThat(readSet(GOOD, GOOD).keys()).hasSize(1);
        assertThat(readSet(GOOD, GOOD).refused()).isEmpty();
    }

    @Test
    @Requirement(65)
    void read_twoKeysOfOneName_refusesAll() {
        assertRefused(
                readSet(GOOD, TestKeys.publicJwk(TestKeys.p384("s1"), "ES384")),
                "Two keys of the JWK Set have one \"kid\"");
    }

    @Test
    void read_keysWithoutNames_takesAll() {
        PublishedKeySet read =
                readSet(TestKeys.publicJwk(TestKeys.p256(""), "ES256"), TestKeys.publicJwk(TestKeys.p384(""), "ES384"));

        assertThat(read.keys()).extracting(VerificationKey::keyId).containsExactly(null, null);
    }

    @Test
    @Requirement({43, 59})
    void read_unusableKeyAmongGoodOnes_leavesItOutAndSaysWhy() {
        String broken = TestKeys.publicJwk(TestKeys.p384("b"), "ES512");
        PublishedKeySet read = readSet(GOOD, broken);

        assertThat(read.keys()).extracting(VerificationKey::keyId).containsExactly("s1");
        assertThat(read.leftOut())
                .singleElement()
                .satisfies(
                        why -> assertThat(why).startsWith("Key 2 of the set: ").contains("EC P-384"));
        assertRefused(readSet(broken), "no key that tokens can be verified with. Key 1 of the set: ");
    }

    @Test
    void read_noKeyWeKnow_refuses() {
        assertRefused(readSet(), "no key that tokens can be verified with.");
        assertRefused(readSet(UNKNOWN), "no key that tokens can be verified with.");
        assertThat(List.of(readSet(UNKNOWN).refused().orElseThrow()))
                .containsExactly("The JWK Set has no key that tokens can be verified with.");
    }
}
