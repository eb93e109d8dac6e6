package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Secrets that look random and are long enough, but stand in tutorials and in the word lists of attack tools. Known here by the first eight bytes of their SHA-256, so
 * that this is no word list.
 */
final class PublishedSecrets {
    private static final int DIGEST_LENGTH = 8;

    private static final Set<String> DIGESTS = Set.of(
            "093c97a5d7798222",
            "2492212a9253330a",
            "2b1fa627178e3424",
            "3354cfcf65c7b2e6",
            "3b8c641b71396a65",
            "57f25c44324d8f95",
            "582cc79cd52a540f",
            "594c081d23de22b1",
            "5df73e1aa59d8f33",
            "6f1ae40570acc392",
            "72b4c2ec107db463",
            "7cae8926cf91cf27",
            "a265b61056f9e491",
            "a4bc5b678fa77939",
            "a5ff35af1ea5d53d",
            "acfce8107a58d5a3",
            "bb5ae91cd8a214dd",
            "e1b85b27d6bcb058",
            "e789d5da43160009",
            "eaa9e24e93dd43c2");

    private PublishedSecrets() {}

    /** Whether these bytes, or the usual spellings of them, are published. */
    static boolean contains(byte[] secret) {
        return Stream.of(
                        new String(secret, ISO_8859_1),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                        Base64.getEncoder().encodeToString(secret),
                        HexFormat.of().formatHex(secret))
                .anyMatch(spelling -> DIGESTS.contains(digest(spelling)));
    }

    private static String digest(String spelling) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(spelling.getBytes(ISO_8859_1));
            return HexFormat.of().formatHex(digest, 0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
