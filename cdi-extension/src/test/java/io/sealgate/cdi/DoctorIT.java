package io.sealgate.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop-in JAR as a program: no class path, no MicroProfile Config, no server. */
class DoctorIT {
    @TempDir
    Path directory;

    @Test
    void keygenAndCheck_withoutAnyLibrary_workTogether() throws Exception {
        Ended made = run("keygen", "--out", "private.json", "--alg", "ES256", "--kid", "k1");
        assertThat(made).isEqualTo(new Ended(0, made.out(), made.err()));
        assertThat(made.err()).contains("k1", "private.json");
        Files.writeString(directory.resolve("public.json"), made.out());
        Path file = write("config.properties", "mp.jwt.verify.publickey.location=public.json");

        assertThat(run("check", file.toString())).isEqualTo(new Ended(0, file + ": no findings\n", ""));
    }

    @Test
    void check_brokenConfiguration_printsAllFindingsAndExitsNonZero() throws Exception {
        run("keygen", "--out", "private.json");
        Path file = write("config.properties", """
                mp.jwt.verify.publickey.location=private.json
                sealgate.relm=shop
                mp.jwt.verify.clock.skew=90
                """);

        Ended ended = run("check", file.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out())
                .contains("3 findings", "SG-203 mp.jwt.verify.publickey.location", "SG-106 sealgate.relm", "SG-114")
                .contains("  what   ", "  why    ", "  write  Did you mean sealgate.realm?");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void anything_wrong_exitsWithUsage() throws Exception {
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("check", "none.properties"))
                .satisfies(ended -> assertThat(ended.status()).isEqualTo(2))
                .satisfies(ended -> assertThat(ended.err()).startsWith("none.properties cannot be read"));
    }

    private Path write(String name, String more) throws IOException {
        return Files.writeString(directory.resolve(name), """
                mp.jwt.verify.issuer=https://idp.example.org/realms/shop
                mp.jwt.verify.audiences=orders
                """ + more);
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("dropin.jar")).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private record Ended(int status, String out, String err) {}
}
