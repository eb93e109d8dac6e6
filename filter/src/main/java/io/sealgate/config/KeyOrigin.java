package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The files that key material came from, which may change while the application runs. Thread-safe. */
public final class KeyOrigin {
    private final List<Path> files;
    private final PropertyNames names;
    private final Function<Findings, Optional<KeyText>> reader;

    /**
     * @param files none twice
     * @param reader reads them again; empty if it reported a problem
     */
    KeyOrigin(List<Path> files, PropertyNames names, Function<Findings, Optional<KeyText>> reader) {
        this.files = List.copyOf(files);
        this.names = requireNonNull(names, "names");
        this.reader = requireNonNull(reader, "reader");
    }

    /** The files; not empty. */
    public List<Path> files() {
        return files;
    }

    /**
     * Reads the files as they are now.
     *
     * @throws InvalidConfigurationException if that fails; lists every problem
     */
    public KeyText readAgain() {
        Findings findings = new Findings().of(names);
        Optional<KeyText> text = reader.apply(findings);
        if (findings.count() > 0) {
            throw new InvalidConfigurationException(findings.inTableOrder());
        }
        return text.orElseThrow().from(this);
    }
}
