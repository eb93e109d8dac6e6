package io.sealgate.servlet;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Class paths of applications: a folder with a {@code microprofile-config.properties}. */
final class TestApplication {
    private TestApplication() {}

    /** With a configuration that can be used; whose private key nobody has. */
    static URLClassLoader valid(Path directory) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPublic().getEncoded();
        return with(
                directory,
                "mp.jwt.verify.issuer=https://idp.example\n"
                        + "mp.jwt.verify.audiences=shop\n"
                        + "sealgate.realm=orders\n"
                        + "mp.jwt.verify.publickey=-----BEGIN PUBLIC KEY-----"
                        + Base64.getEncoder().encodeToString(key) + "-----END PUBLIC KEY-----\n");
    }

    static URLClassLoader with(Path directory, String properties) throws IOException {
        Path file = directory.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, properties);
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, TestApplication.class.getClassLoader());
    }
}
