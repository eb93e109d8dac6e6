package io.sealgate.doctor;

import io.sealgate.jose.NewKeys;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a key. */
final class Keygen {
    private static final Set<String> OPTIONS = Set.of("--out", "--alg", "--use", "--kid");

    /** What stands in a log as it is (see {@link io.sealgate.token.TokenDescription}). */
    private static final Pattern KEY_ID = Pattern.compile("[!-~&&[^=\\\\\"]]{1,64}");

    private final PrintStream out;
    private final PrintStream err;

    Keygen(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    ExitCode run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(words, OPTIONS, Set.of());
        if (!arguments.operands().isEmpty()) {
            throw new UsageException("keygen takes options alone.");
        }
        String file =
                arguments.value("--out").orElseThrow(() -> new UsageException("--out must say where the key goes."));
        NewKeys keys = make(arguments);
        write(file, keys.privateSet());
        keys.publicSet().ifPresent(out::println);
        err.println("The key " + keys.keyId() + " is in " + file + ", which its owner alone may read."
                + (keys.publicSet().isEmpty() ? " It is symmetric, so there is no public half." : ""));
        return ExitCode.GOOD;
    }

    private static NewKeys make(Arguments arguments) throws UsageException {
        Optional<String> keyId = arguments.value("--kid");
        if (keyId.isPresent() && !KEY_ID.matcher(keyId.get()).matches()) {
            throw new UsageException("--kid takes up to 64 ASCII characters without blank, quote, = and backslash.");
        }
        String use = arguments.value("--use").orElse("");
        if (!Set.of("", "sig", "enc").contains(use)) {
            throw new UsageException("--use takes sig or enc.");
        }
        String name = arguments.value("--alg").orElse(use.equals("enc") ? "ECDH-ES+A256KW" : "ES256");
        Optional<SignatureAlgorithm> signature = SignatureAlgorithm.of(name);
        Optional<KeyManagementAlgorithm> management = KeyManagementAlgorithm.of(name);
        if (signature.isEmpty() && management.isEmpty()) {
            throw new UsageException(
                    "--alg takes the name of an algorithm that Sealgate accepts, such as ES256 or RSA-OAEP-256.");
        }
        if (use.equals(signature.isPresent() ? "enc" : "sig")) {
            throw new UsageException("The algorithm of --alg is not for the --use.");
        }
        return signature.isPresent()
                ? NewKeys.toSign(signature.get(), keyId)
                : NewKeys.toDecrypt(management.orElseThrow(), keyId);
    }

    /** Never over a file that is there: it may be the key that everything hangs on. */
    private static void write(String name, String set) throws UsageException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Path file = Path.of(name);
            try (OutputStream stream = Channels.newOutputStream(Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes))) {
                stream.write((set + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(name + " is there already, and keys are never overwritten.");
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(
                    name + " cannot be written (" + e.getClass().getSimpleName() + ").");
        }
    }
}
