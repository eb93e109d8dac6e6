package io.sealgate.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a properties file has, system properties and environment variables before it: what MicroProfile Config 3.1 makes of the three, without MicroProfile Config. References
 * ({@code ${name}}, {@code ${name:default}}) and the active profile ({@code %dev.name}, {@code mp.config.profile}) are honoured; a profile's own file is not read.
 *
 * <p>Environment variables override, but do not tell what an issuer is called: {@code SEALGATE_ISSUER_ACME_VERIFY_ISSUER} counts if a property of the issuer {@code acme} is written
 * elsewhere.
 */
final class FileValues implements PropertyValues {
    /** References within references: more are a circle. */
    private static final int DEEPEST = 10;

    private final List<Source> sources;
    private final Map<String, String> system;
    private final Map<String, String> file;
    private final Optional<String> profile;

    FileValues(Map<String, String> system, Map<String, String> environment, Map<String, String> file) {
        this.system = Map.copyOf(system);
        this.file = Map.copyOf(file);
        this.sources = List.of(this.system::get, name -> variable(environment, name), this.file::get);
        this.profile = raw("mp.config.profile").filter(text -> !text.isBlank()).map(String::strip);
    }

    @Override
    public Optional<String> find(String name) {
        return configured(name).map(value -> expand(value, 0));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Map<String, String> source : List.of(system, file)) {
            for (String name : source.keySet()) {
                String prefix = "%" + profile.orElse("") + ".";
                names.add(profile.isPresent() && name.startsWith(prefix) ? name.substring(prefix.length()) : name);
            }
        }
        names.removeIf(name -> !PropertyReader.isOurs(name));
        return names;
    }

    private Optional<String> configured(String name) {
        for (Source source : sources) {
            String value =
                    profile.map(active -> source.get("%" + active + "." + name)).orElse(null);
            value = value == null ? source.get(name) : value;
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private Optional<String> raw(String name) {
        return sources.stream()
                .flatMap(source -> Optional.ofNullable(source.get(name)).stream())
                .findFirst();
    }

    /** MicroProfile Config 3.1, section "Environment Variables Mapping Rules". */
    private static @Nullable String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            String replaced = name.replaceAll("[^A-Za-z0-9]", "_");
            value = environment.get(replaced);
            value = value == null ? environment.get(replaced.toUpperCase(Locale.ROOT)) : value;
        }
        return value;
    }

    private String expand(String text, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("References in a circle");
        }
        StringBuilder expanded = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith("\\${", i)) {
                expanded.append("${");
                i += 3;
            } else if (text.startsWith("${", i)) {
                int end = closing(text, i + 2);
                expanded.append(resolve(text.substring(i + 2, end), depth));
                i = end + 1;
            } else {
                expanded.append(text.charAt(i));
                i++;
            }
        }
        return expanded.toString();
    }

    private static int closing(String text, int from) {
        int open = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && text.charAt(i - 1) == '$') {
                open++;
            } else if (c == '}' && --open == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("A reference without an end");
    }

    private String resolve(String reference, int depth) {
        String inner = expand(reference, depth + 1);
        int colon = inner.indexOf(':');
        String name = colon < 0 ? inner : inner.substring(0, colon);
        Optional<String> value =
                configured(name).filter(found -> !found.isEmpty()).map(found -> expand(found, depth + 1));
        if (value.isEmpty() && colon < 0) {
            throw new IllegalStateException("A reference to nothing");
        }
        return value.orElseGet(() -> inner.substring(colon + 1));
    }

    @FunctionalInterface
    private interface Source {
        @Nullable String get(String name);
    }
}
