package io.sealgate.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certification authority of this run, as a company has one of its own. */
final class TestAuthority {
    private static final String PASSWORD = "only-for-this-run";

    private final Path keys;

    private TestAuthority(Path keys) {
        this.keys = keys;
    }

    /**
     * Makes one.
     *
     * @param directory where its keys may be
     */
    static TestAuthority make(Path directory, String name) throws IOException, InterruptedException {
        TestAuthority authority = new TestAuthority(directory.resolve(name + ".p12"));
        authority.keytool(
                "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c=ca:true");
        return authority;
    }

    /** What shows a certificate for this host, with which no authority but this one has to do. */
    SSLContext identity(String host) throws IOException, InterruptedException, GeneralSecurityException {
        keytool(
                "-genkeypair",
                "-alias",
                host,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-signer",
                "ca");
        KeyStore alone = KeyStore.getInstance("PKCS12");
        alone.load(null, null);
        alone.setEntry(host, load().getEntry(host, protection()), protection());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(alone, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** A file with its certificate, as PEM. */
    Path certificate() throws IOException, GeneralSecurityException {
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(load().getCertificate("ca").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(keys.resolveSibling(keys.getFileName() + ".pem"), pem, UTF_8);
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore.PasswordProtection protection() {
        return new KeyStore.PasswordProtection(PASSWORD.toCharArray());
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keys.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
