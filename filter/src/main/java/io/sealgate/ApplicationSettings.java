package io.sealgate;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What holds for the whole application, and is built into it when it starts. */
final class ApplicationSettings {
    private static final Map<SealgateProperty, Function<SealgateConfig, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put(SealgateProperty.TOKEN_SOURCES, config -> config.tokens().sources());
        ALL.put(SealgateProperty.TOKEN_COOKIE, config -> config.tokens().cookieName());
        ALL.put(SealgateProperty.TOKEN_HEADER_NAME, config -> config.tokens().headerName());
        ALL.put(SealgateProperty.TOKEN_MAX_LENGTH, config -> config.tokens().maxLength());
        ALL.put(SealgateProperty.CACHE_ENTRIES, config -> config.resources().cacheEntries());
        ALL.put(SealgateProperty.MAX_DECRYPTIONS, config -> config.resources().maxDecryptions());
        ALL.put(SealgateProperty.CRYPTO_PROVIDER, config -> config.resources().provider());
        ALL.put(SealgateProperty.PLAIN_HTTP, config -> config.transport().plainHttp());
        ALL.put(SealgateProperty.TRUSTED_PROXIES, config -> config.transport().trustedProxies());
        ALL.put(SealgateProperty.REALM, SealgateConfig::realm);
    }

    private ApplicationSettings() {}

    /** A problem for each setting that differs. */
    static List<ConfigProblem> changes(SealgateConfig before, SealgateConfig after) {
        return ALL.entrySet().stream()
                .filter(setting -> !setting.getValue()
                        .apply(before)
                        .equals(setting.getValue().apply(after)))
                .map(setting -> new ConfigProblem(
                        "SG-224",
                        setting.getKey().propertyName(),
                        "It has another value than when the application started, and cannot change while it runs.",
                        "Deploy the application anew, or write the old value."))
                .toList();
    }
}
