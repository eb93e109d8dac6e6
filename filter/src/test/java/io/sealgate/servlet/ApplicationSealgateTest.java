package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.Sealgate;
import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import java.net.URL;
import java.net.URLClassLoader;
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

    private static InvalidConfigurationException problem(String code) {
        return new InvalidConfigurationException(List.of(new ConfigProblem(code, "p", "It is wrong.", "Mend it.")));
    }

    private static InvalidConfigurationException failure(ApplicationSealgate applications, ClassLoader application) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> applications.of(application));
    }
}
