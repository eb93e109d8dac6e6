package io.sealgate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;

/** Keystores with keys that keytool made once: {@code ec} and {@code ec2} (P-256), {@code rsa} (2048 bits) and {@code weak} (RSA, 1024 bits). */
public final class TestKeyStores {
    public static final String PASSWORD = "correct horse";

    private static final char[] CHARACTERS = PASSWORD.toCharArray();
    private static final KeyStore ALL = make();

    private TestKeyStores() {}

    /** A keystore with the private keys of these aliases. */
    public static Path file(Path directory, String type, String... aliases) {
        return write(directory, type, false, CHARACTERS, aliases);
    }

    /** A keystore with the certificates of these aliases. */
    public static Path certificates(Path directory, String type, String... aliases) {
        return write(directory, type, true, CHARACTERS, aliases);
    }

    /** A JKS keystore whose keys have another password than itself. */
    public static Path withOtherPassword(Path directory, String... aliases) {
        return write(directory, "JKS", false, "another one".toCharArray(), aliases);
    }

    /** A key with its certificate. */
    public static KeyStore.PrivateKeyEntry key(String alias) {
        try {
            return (KeyStore.PrivateKeyEntry) ALL.getEntry(alias, new KeyStore.PasswordProtection(CHARACTERS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static X509Certificate certificate(String alias) {
        return (X509Certificate) key(alias).getCertificate();
    }

    /** Bouncy Castle, which is not installed in this JVM. */
    public static Provider bouncyCastle() {
        return new org.bouncycastle.jce.provider.BouncyCastleProvider();
    }

    private static Path write(
            Path directory, String type, boolean certificates, char[] keyPassword, String... aliases) {
        try {
            KeyStore store =
                    type.equals("BCFKS") ? KeyStore.getInstance(type, bouncyCastle()) : KeyStore.getInstance(type);
            store.load(null, null);
            for (String alias : aliases) {
                KeyStore.PrivateKeyEntry key = key(alias);
                if (certificates) {
                    store.setCertificateEntry(alias, key.getCertificate());
                } else {
                    store.setKeyEntry(alias, key.getPrivateKey(), keyPassword, key.getCertificateChain());
                }
            }
            Path file = Files.createTempFile(directory, "keys", "." + type.toLowerCase(java.util.Locale.ROOT));
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, CHARACTERS);
            }
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore make() {
        try {
            Path directory = Files.createTempDirectory("sealgate-keys");
            Path file = directory.resolve("all.p12");
            for (List<String> options : List.of(
                    List.of("ec", "-keyalg", "EC", "-groupname", "secp256r1"),
                    List.of("ec2", "-keyalg", "EC", "-groupname", "secp256r1"),
                    List.of("rsa", "-keyalg", "RSA", "-keysize", "2048"),
                    List.of("weak", "-keyalg", "RSA", "-keysize", "1024"))) {
                keytool(file, options);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, CHARACTERS);
            }
            Files.delete(file);
            Files.delete(directory);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, List<String> options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=test",
                "-alias"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
