package io.sealgate.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for by system properties. A property that is empty or {@code true} is on.
 *
 * @param quick few and short rounds: to see that everything runs, not to be published
 * @param provider {@code accp}: Amazon Corretto Crypto Provider, which is not installed but named in the configuration, as an application would; {@code jdk}: the JDK as it is
 */
record Settings(boolean quick, String provider) {
    static final String ACCP = "accp";

    private static final String QUICK = "benchmark.quick";
    private static final String PROVIDER = "benchmark.provider";

    static Settings read() {
        String provider = System.getProperty(PROVIDER, "jdk");
        if (!provider.equals("jdk") && !provider.equals(ACCP)) {
            throw new IllegalArgumentException(PROVIDER + " is jdk or accp");
        }
        return new Settings(isOn(QUICK), provider);
    }

    /** Whether a property is set, be it to nothing. */
    static boolean isOn(String property) {
        String value = System.getProperty(property, "false");
        return value.isEmpty() || value.equals("true");
    }

    boolean accp() {
        return provider.equals(ACCP);
    }

    /** The options by which another JVM gets the same settings. */
    List<String> asOptions() {
        List<String> options = new ArrayList<>(List.of("-D" + QUICK + "=" + quick, "-D" + PROVIDER + "=" + provider));
        if (accp()) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    /** Ten seconds of warm-up at most: an operation of two milliseconds is not compiled before it ran thousands of times. */
    PairedRunner runner() {
        return quick ? new PairedRunner(11, 5_000_000, 60) : new PairedRunner(61, 5_000_000, 2000);
    }

    /** What the limit computes with; null: what the JDK chooses. */
    @Nullable Provider jcaProvider() {
        if (!accp()) {
            return null;
        }
        AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        return AmazonCorrettoCryptoProvider.INSTANCE;
    }

    /** The value of {@code sealgate.crypto.provider}. */
    Optional<String> providerName() {
        return Optional.ofNullable(jcaProvider()).map(Provider::getName);
    }
}
