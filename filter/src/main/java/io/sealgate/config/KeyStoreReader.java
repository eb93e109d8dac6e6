package io.sealgate.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a keystore, in a file or of a {@link KeyEntrySource}. Passwords stay here. */
final class KeyStoreReader {
    private static final String SOURCE = "source:";
    private static final Map<String, String> TYPES = Map.of("pkcs12", "PKCS12", "jks", "JKS", "bcfks", "BCFKS");

    private final Settings settings;
    private final Findings findings;
    private final ClassLoader classPath;
    private final KeyTextLoader loader;
    private final KeyStoreProperties properties;
    private @Nullable KeyEntrySource source;
    private @Nullable String broken;

    KeyStoreReader(Settings settings, ClassLoader classPath, KeyTextLoader loader, KeyStoreProperties properties) {
        this.settings = settings;
        this.findings = loader.findings();
        this.classPath = classPath;
        this.loader = loader;
        this.properties = properties;
    }

    /**
     * @return empty if no keystore is configured, or a problem was reported
     */
    Optional<KeyText> read() {
        if (!settings.isSet(properties.location())) {
            for (SealgateProperty detail : properties.details()) {
                if (settings.isSet(detail)) {
                    findings.add(
                            ProblemCode.NO_EFFECT,
                            detail,
                            "It has no effect, because there is no keystore.",
                            "Set " + properties.location() + ", or remove it.");
                }
            }
            return Optional.empty();
        }
        return sourceName().isPresent() ? readSource() : readFile();
    }

    private Optional<String> sourceName() {
        return settings.text(properties.location())
                .filter(location -> location.startsWith(SOURCE))
                .map(location -> location.substring(SOURCE.length()));
    }

    /** The code that the location names, the same object whenever it is asked for; empty if it names none, or none is there. */
    Optional<KeyEntrySource> source() {
        Optional<String> name = sourceName();
        if (source == null && name.isPresent()) {
            try {
                for (KeyEntrySource each : ServiceLoader.load(KeyEntrySource.class, classPath)) {
                    if (each.name().equals(name.get())) {
                        source = each;
                        break;
                    }
                }
            } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
                broken = e.getClass().getSimpleName();
            }
        }
        return Optional.ofNullable(source);
    }

    /** The same keystore, read again, with problems reported elsewhere. */
    KeyStoreReader reportingTo(Findings others) {
        KeyStoreReader reader = new KeyStoreReader(
                settings.reportingTo(others), classPath, new KeyTextLoader(classPath, others), properties);
        reader.source = source;
        return reader;
    }

    private Optional<KeyText> readFile() {
        String type = settings.choice(properties.type(), TYPES);
        Optional<char[]> password = password();
        Map<String, String> names = names();
        Optional<byte[]> bytes = settings.text(properties.location())
                .flatMap(location -> loader.loadBytes(properties.location(), location, properties.location()));
        if (password.isEmpty() || bytes.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeyStore> store = open(type, bytes.get(), password.get());
        if (store.isEmpty()) {
            return Optional.empty();
        }
        int before = findings.count();
        Map<String, KeyStore.Entry> entries = entries(store.get(), names, password.get());
        return findings.count() > before ? Optional.empty() : Optional.of(text(entries));
    }

    private KeyText text(Map<String, KeyStore.Entry> entries) {
        return new KeyText(findings.names().of(properties.location()), "", entries, Optional.empty());
    }

    private Optional<KeyText> readSource() {
        for (SealgateProperty detail :
                List.of(properties.type(), properties.password(), properties.passwordLocation())) {
            if (settings.isSet(detail)) {
                findings.add(
                        ProblemCode.NO_EFFECT,
                        detail,
                        "It has no effect, because code of the application provides the keys.",
                        "Remove it.");
            }
        }
        int before = findings.count();
        Map<String, String> names = names();
        Optional<Map<String, KeyStore.Entry>> all = entriesOfSource();
        if (all.isEmpty() || findings.count() > before) {
            return Optional.empty();
        }
        Map<String, KeyStore.Entry> entries = new LinkedHashMap<>();
        for (String alias : names.isEmpty() ? all.get().keySet() : names.keySet()) {
            KeyStore.Entry entry = all.get().get(alias);
            if (entry == null) {
                aliasNotFound(alias);
            } else if (entries.put(names.getOrDefault(alias, alias), entry) != null) {
                repeated("The \"kid\" " + Findings.quote(names.getOrDefault(alias, alias)));
            }
        }
        return findings.count() > before ? Optional.empty() : Optional.of(text(entries));
    }

    private Optional<Map<String, KeyStore.Entry>> entriesOfSource() {
        String cause = "The application has no KeyEntrySource that is called so.";
        String failure = null;
        try {
            Optional<KeyEntrySource> found = source();
            failure = broken;
            if (found.isPresent()) {
                Map<String, KeyStore.Entry> entries = new TreeMap<>(found.get().entries());
                if (!entries.isEmpty()) {
                    return Optional.of(entries);
                }
                cause = "The KeyEntrySource has no keys.";
            }
        } catch (IOException | GeneralSecurityException | RuntimeException | LinkageError e) {
            failure = e.getClass().getSimpleName(); // the message may hold anything
        }
        if (failure != null) {
            cause = "The KeyEntrySource failed (" + failure + ").";
        }
        findings.add(
                ProblemCode.KEY_SOURCE_UNAVAILABLE,
                properties.location(),
                cause,
                "Write its name after source:, name its class in META-INF/services/io.sealgate.config.KeyEntrySource, and see that what it asks can be reached.");
        return Optional.empty();
    }

    private void aliasNotFound(String alias) {
        findings.add(
                ProblemCode.ALIAS_NOT_FOUND,
                properties.aliases(),
                "The keystore has no entry " + Findings.quote(alias) + ".",
                "Write aliases that are there; keytool -list shows those of a file.");
    }

    /** Those that the entries depend on. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (SealgateProperty property : List.of(properties.location(), properties.passwordLocation())) {
            settings.text(property).flatMap(loader::fileAt).ifPresent(files::add);
        }
        return files;
    }

    private Optional<char[]> password() {
        SealgateProperty location = properties.passwordLocation();
        if (settings.isSet(properties.password()) && settings.isSet(location)) {
            findings.add(
                    ProblemCode.BOTH_KEY_FORMS,
                    properties.password(),
                    "Both it and " + location + " are set.",
                    "Remove one of the two.");
            return Optional.empty();
        }
        if (!settings.isSet(properties.password()) && !settings.isSet(location)) {
            findings.add(
                    ProblemCode.NOT_SET,
                    properties.password(),
                    "It is not set, so nobody would notice if somebody changed the keystore.",
                    "Set it, or set " + location + " to the path of a file that holds the password alone.");
            return Optional.empty();
        }
        return settings.exact(properties.password())
                .or(() -> settings.text(location)
                        .flatMap(path -> loader.load(location, path, properties.password()))
                        .map(text -> text.text().replaceFirst("\\R$", "")))
                .map(String::toCharArray);
    }

    /** By alias, what the entries are to be called; empty: all entries, by their aliases. */
    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String element : settings.list(properties.aliases())) {
            int equals = element.indexOf('=');
            String alias = equals < 0 ? element : element.substring(0, equals).strip();
            String name = equals < 0 ? element : element.substring(equals + 1).strip();
            if (alias.isEmpty() || name.isEmpty()) {
                findings.add(
                        ProblemCode.MALFORMED,
                        properties.aliases(),
                        Findings.quote(element) + " is neither an alias nor an alias and a \"kid\".",
                        "Write an alias, or the alias, = and the \"kid\" of the tokens, such as signing-2026=k7.");
            } else if (names.put(alias, name) != null) {
                repeated("The alias " + Findings.quote(alias));
            }
        }
        return names;
    }

    private void repeated(String what) {
        findings.add(
                ProblemCode.DUPLICATE_ELEMENT,
                properties.aliases(),
                what + " stands in it more than once.",
                "Give each key a \"kid\" of its own, and each alias one.");
    }

    private Optional<KeyStore> open(String type, byte[] bytes, char[] password) {
        Optional<KeyStore> store = instance(type);
        if (store.isEmpty()) {
            findings.add(
                    ProblemCode.KEYSTORE_TYPE_UNAVAILABLE,
                    properties.type(),
                    "No JCA provider in the JVM or on the class path reads keystores of the type " + type + ".",
                    "Add one, for BCFKS org.bouncycastle:bcprov-jdk18on or bc-fips, or convert the keystore: keytool -importkeystore -deststoretype PKCS12.");
            return Optional.empty();
        }
        try {
            store.get().load(new ByteArrayInputStream(bytes), password);
            return store;
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // the message is the provider's
            boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
            findings.add(
                    ProblemCode.KEYSTORE_UNREADABLE,
                    properties.location(),
                    wrong
                            ? "The keystore's password is another one."
                            : "It is no keystore of the type " + type
                                    + ", it was changed, or its password is another one.",
                    "Try keytool -list -storetype " + type + " -keystore with the file and the password.");
            return Optional.empty();
        }
    }

    private Optional<KeyStore> instance(String type) {
        try {
            return Optional.of(KeyStore.getInstance(type));
        } catch (KeyStoreException e) {
            Iterator<Provider> providers =
                    ServiceLoader.load(Provider.class, classPath).iterator();
            boolean more = true;
            while (more) {
                try {
                    more = providers.hasNext();
                    Provider provider = more ? providers.next() : null;
                    if (provider != null && provider.getService("KeyStore", type) != null) {
                        return Optional.of(KeyStore.getInstance(type, provider));
                    }
                } catch (ServiceConfigurationError | KeyStoreException broken) {
                    more = true; // another provider, which is broken or not for this JDK: on to the next
                }
            }
            return Optional.empty();
        }
    }

    private Map<String, KeyStore.Entry> entries(KeyStore store, Map<String, String> names, char[] password) {
        Map<String, KeyStore.Entry> entries = new LinkedHashMap<>();
        try {
            List<String> all = Collections.list(store.aliases());
            Collections.sort(all);
            if (all.isEmpty()) {
                findings.add(
                        ProblemCode.LOCATION_EMPTY,
                        properties.location(),
                        "The keystore has no entries.",
                        "Put the keys into it, for example with keytool -importcert or -importkeystore.");
            }
            for (String alias : names.isEmpty() ? all : List.copyOf(names.keySet())) {
                if (store.containsAlias(alias)) {
                    KeyStore.ProtectionParameter protection =
                            store.isCertificateEntry(alias) ? null : new KeyStore.PasswordProtection(password);
                    String name = names.getOrDefault(alias, alias);
                    if (entries.put(name, store.getEntry(alias, protection)) != null) {
                        repeated("The \"kid\" " + Findings.quote(name));
                    }
                } else {
                    aliasNotFound(alias);
                }
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            findings.add(
                    ProblemCode.KEYSTORE_ENTRY_UNREADABLE,
                    properties.location(),
                    "An entry of the keystore cannot be read; perhaps its password is not the keystore's.",
                    "Give the entry the keystore's password: keytool -keypasswd, or convert the keystore to PKCS12, which has one password.");
        }
        return entries;
    }
}
