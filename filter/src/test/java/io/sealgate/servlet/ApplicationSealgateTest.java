package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.Sealgate;
import io.sealgate.TokenValidator;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.Validated;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationSealgateTest {
    @TempDir
    private Path directory;

    private static ClassLoader application() {
        return new URLClassLoader(new URL[0], null);
    }

    @Test
    void of_broken_throwsTheSameEachTime() {
        AtomicInteger attempts = new AtomicInteger();
        ApplicationSealgate applications = new ApplicationSealgate(loader -> {
            throw problem("SG-" + attempts.incrementAndGet());
        });
        ClassLoader application = application();

        InvalidConfigurationException first = failure(applications, application);
        assertThat(failure(applications, application)).isSameAs(first);
        assertThat(failure(applications, application())).isNotSameAs(first);
        assertThat(attempts).hasValue(2);

        applications.remove(application);
        assertThat(failure(applications, application)).isNotSameAs(first);
    }

    @Test
    void get_sameApplication_isTheSameUntilCleared() throws Exception {
        try (URLClassLoader one = TestApplication.valid(directory.resolve("one"));
                URLClassLoader two = TestApplication.valid(directory.resolve("two"))) {
            Sealgate first = ApplicationSealgate.get(one);

            assertThat(ApplicationSealgate.get(one)).isSameAs(first);
            assertThat(ApplicationSealgate.get(two)).isNotSameAs(first);
            ApplicationSealgate.clear(one);
            assertThat(ApplicationSealgate.get(one)).isNotSameAs(first);
            ApplicationSealgate.clear(one);
            ApplicationSealgate.clear(two);
        }
    }

    @Test
    void get_claimThatIsLikelyMeantForAPointer_logsAWarningOnce() throws Exception {
        String properties = "mp.jwt.verify.issuer=" + TestTokens.ISSUER + "\nmp.jwt.verify.audiences="
                + TestTokens.AUDIENCE + "\nmp.jwt.verify.publickey=" + TestKeys.publicJwk(TestKeys.p256("k1"), "")
                + "\n";
        try (CapturedLog log = CapturedLog.open();
                URLClassLoader plain = TestApplication.with(directory.resolve("plain"), properties);
                URLClassLoader slashed = TestApplication.with(
                        directory.resolve("slashed"), properties + "sealgate.roles.from=realm_access/roles\n")) {
            ApplicationSealgate.get(plain);
            assertThat(log.warnings()).isEmpty();

            ApplicationSealgate.get(slashed);
            ApplicationSealgate.get(slashed);
            assertThat(log.warnings()).singleElement().asString().startsWith("SG-229 sealgate.roles.from: ");
            ApplicationSealgate.reload(slashed);
            assertThat(log.warnings()).hasSize(2);
            ApplicationSealgate.clear(plain);
            ApplicationSealgate.clear(slashed);
        }
    }

    @Test
    void reload_keyFileChanged_judgesByItUnlessItIsBroken() throws Exception {
        Path keys = directory.resolve("keys.json");
        Files.writeString(keys, TestKeys.publicJwk(TestKeys.p256("k1"), ""));
        try (URLClassLoader application = TestApplication.with(
                directory.resolve("app"),
                "mp.jwt.verify.issuer=" + TestTokens.ISSUER + "\nmp.jwt.verify.audiences=" + TestTokens.AUDIENCE
                        + "\nmp.jwt.verify.publickey.location=" + keys + "\n")) {
            TokenValidator validator = ApplicationSealgate.get(application).tokenValidator();
            String ofFirst = TestTokens.valid().signedWith(TestKeys.p256("k1"), "ES256");
            String ofSecond = TestTokens.valid().signedWith(TestKeys.p256("k2"), "ES256");
            assertThat(validator.validate(ofFirst)).isInstanceOf(Validated.class);
            assertThat(validator.validate(ofSecond)).isInstanceOf(Rejected.class);

            Files.writeString(keys, "no key");
            assertThat(catchThrowableOfType(
                            InvalidConfigurationException.class, () -> ApplicationSealgate.reload(application)))
                    .hasMessageContaining("mp.jwt.verify.publickey.location");
            assertThat(validator.validate(ofFirst)).isInstanceOf(Validated.class);

            Files.writeString(keys, TestKeys.publicJwk(TestKeys.p256("k2"), ""));
            ApplicationSealgate.reload(application);
            assertThat(validator.validate(ofFirst)).isInstanceOf(Rejected.class);
            assertThat(validator.validate(ofSecond)).isInstanceOf(Validated.class);
            ApplicationSealgate.clear(application);
        }
    }

    private static InvalidConfigurationException problem(String code) {
        return new InvalidConfigurationException(List.of(new ConfigProblem(code, "p", "It is wrong.", "Mend it.")));
    }

    private static InvalidConfigurationException failure(ApplicationSealgate applications, ClassLoader application) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> applications.of(application));
    }
}
