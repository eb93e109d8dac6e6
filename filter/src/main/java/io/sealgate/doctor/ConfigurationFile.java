package io.sealgate.doctor;

import io.sealgate.config.PropertiesFile;
import io.sealgate.config.Reading;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties file that a command is about, and the class path that its application would have. */
final class ConfigurationFile {
    /** Takes the names of directories and JARs, as many as one likes, the separator of paths between them. */
    static final String CLASS_PATH = "--class-path";

    private static final String USUAL = "META-INF/microprofile-config.properties";
    private static final List<String> USUAL_PLACES = List.of(USUAL, "src/main/resources/" + USUAL);

    private final Path file;
    private final URL[] classPath;

    private ConfigurationFile(Path file, URL[] classPath) {
        this.file = file;
        this.classPath = classPath;
    }

    static ConfigurationFile of(Arguments arguments) throws UsageException {
        if (arguments.operands().size() > 1) {
            throw new UsageException("More than one file is given.");
        }
        Optional<Path> given = arguments.operands().stream().map(Path::of).findFirst();
        try {
            Path file = given.or(ConfigurationFile::usual)
                    .orElseThrow(() -> new UsageException("No file is given, and there is no " + USUAL + " here."));
            return new ConfigurationFile(file, classPath(file, arguments.value(CLASS_PATH)));
        } catch (InvalidPathException e) {
            throw new UsageException("A path is none.");
        }
    }

    private static Optional<Path> usual() {
        return USUAL_PLACES.stream().map(Path::of).filter(Files::isRegularFile).findFirst();
    }

    private static URL[] classPath(Path file, Optional<String> more) {
        List<URL> urls = new ArrayList<>();
        for (String part : more.map(path -> path.split(File.pathSeparator, -1)).orElse(new String[0])) {
            urls.add(url(Path.of(part)));
        }
        Path directory = file.toAbsolutePath().normalize().getParent();
        Path above = directory == null ? null : directory.getParent();
        if (directory != null) {
            urls.add(url(directory.endsWith("META-INF") && above != null ? above : directory));
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new InvalidPathException(path.toString(), "No URL");
        }
    }

    Path path() {
        return file;
    }

    Reading read(Map<String, String> system, Map<String, String> environment) throws UsageException {
        try (URLClassLoader application = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            return PropertiesFile.read(file, system, environment, application);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read as a properties file ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
