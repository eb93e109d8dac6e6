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
    private static final Map<String, Function<SealgateConfig, Object>> ALL = new LinkedHashMap<>();

    static {
        put(SealgateProperty.TOKEN_SOURCES, config -> config.tokens().sources());
        put(SealgateProperty.TOKEN_COOKIE, config -> config.tokens().cookieName());
        put(SealgateProperty.TOKEN_HEADER_NAME, config -> config.tokens().headerName());
        put(SealgateProperty.TOKEN_MAX_LENGTH, config -> config.tokens().maxLength());
        put(SealgateProperty.CACHE_ENTRIES, config -> config.resources().cacheEntries());
        put(SealgateProperty.FILE_CHECK_INTERVAL, config -> config.resources().fileCheckInterval());
        put(SealgateProperty.MAX_DECRYPTIONS, config -> config.resources().maxDecryptions());
        put(SealgateProperty.CRYPTO_PROVIDER, config -> config.resources().provider());
        put(SealgateProperty.PLAIN_HTTP, config -> config.transport().plainHttp());
        put(SealgateProperty.TRUSTED_PROXIES, config -> config.transport().trustedProxies());
        put(SealgateProperty.REALM, SealgateConfig::realm);
        put(SealgateProperty.UNANNOTATED, config -> config.authorization().unannotated());
        put(
                SealgateProperty.AUTHORIZATION_MODE,
                config -> config.authorization().reportOnly());
        ALL.put("sealgate.path", config -> config.authorization().paths().rules());
    }

    private ApplicationSettings() {}

    private static void put(SealgateProperty property, Function<SealgateConfig, Object> setting) {
        ALL.put(property.propertyName(), setting);
    }

    /** A problem for each setting that differs. */
    static List<ConfigProblem> changes(SealgateConfig before, SealgateConfig after) {
        return ALL.entrySet().stream()
                .filter(setting -> !setting.getValue()
                        .apply(before)
                        .equals(setting.getValue().apply(after)))
                .map(setting -> new ConfigProblem(
                        "SG-224",
                        setting.getKey(),
                        "It has another value than when the application started, and cannot change while it runs.",
                        "Deploy the application anew, or write the old value."))
                .toList();
    }
}
