package io.sealgate.examples.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The shop's keys: one pair to sign with, one to encrypt with. They are generated when the application starts for the first time, live in the directory that
 * the system property {@code shop.keys} names ({@code .sealgate-shop} in the home directory without it) and are readable by its owner alone.
 *
 * <p>Being a configuration source as well, this class tells Sealgate where the keys are, and has made them before anyone can ask.
 */
public final class ShopKeys implements ConfigSource {

    private static final String SIGNING = "signing.private.jwk";
    private static final String VERIFICATION = "signing.public.jwk";
    private static final String DECRYPTION = "encryption.private.jwk";

    private final Path directory;
    private final Map<String, String> properties;

    /** Generates the keys unless they are there. */
    public ShopKeys() {
        String home = System.getProperty("user.home", "");
        directory = Path.of(System.getProperty("shop.keys", home + "/.sealgate-shop"))
                .toAbsolutePath();
        try {
            if (Files.notExists(directory)) {
                generate();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The shop's keys cannot be stored in " + directory, e);
        } catch (JoseException e) {
            throw new IllegalStateException("The shop's keys cannot be generated", e);
        }
        properties = Map.of(
                "mp.jwt.verify.publickey.location",
                        directory.resolve(VERIFICATION).toUri().toString(),
                "mp.jwt.decrypt.key.location",
                        directory.resolve(DECRYPTION).toUri().toString());
    }

    /** Signs; the public half verifies. */
    PublicJsonWebKey signing() {
        return read(SIGNING);
    }

    /** Decrypts; the public half encrypts. */
    PublicJsonWebKey encryption() {
        return read(DECRYPTION);
    }

    private PublicJsonWebKey read(String file) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(Files.readString(directory.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("The shop's keys cannot be read from " + directory, e);
        } catch (JoseException e) {
            throw new IllegalStateException(
                    "The shop's keys in " + directory + " are damaged: delete the directory", e);
        }
    }

    /** Writes into a directory of its own (which the JDK makes accessible to its owner alone) and moves that as one, so that nobody ever sees half of them. */
    private void generate() throws IOException, JoseException {
        Files.createDirectories(directory.getParent());
        Path fresh = Files.createTempDirectory(directory.getParent(), "shop-keys");
        PublicJsonWebKey signing = newKey("sig", "ES256");
        PublicJsonWebKey encryption = newKey("enc", "ECDH-ES+A256KW");
        writePrivate(fresh.resolve(SIGNING), signing);
        Files.writeString(fresh.resolve(VERIFICATION), signing.toJson(OutputControlLevel.PUBLIC_ONLY));
        writePrivate(fresh.resolve(DECRYPTION), encryption);
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The JDK makes temporary files, too, accessible to their owner alone; Sealgate warns of keys that everybody may read. */
    private static void writePrivate(Path file, PublicJsonWebKey key) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), "key", null);
        Files.writeString(fresh, key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        Files.move(fresh, file);
    }

    private static PublicJsonWebKey newKey(String use, String algorithm) throws JoseException {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setUse(use);
        key.setAlgorithm(algorithm);
        key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
        return key;
    }

    @Override
    public String getName() {
        return "keys of the shop";
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public @Nullable String getValue(String propertyName) {
        return properties.get(propertyName);
    }
}
