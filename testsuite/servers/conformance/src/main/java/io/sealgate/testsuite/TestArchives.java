package io.sealgate.testsuite;

import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Builds the applications to deploy, the same for every server. */
final class TestArchives {

    private static final String WEB_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <error-page>
                <error-code>409</error-code>
                <location>/who</location>
              </error-page>
            </web-app>
            """;

    private TestArchives() {}

    /**
     * The application with the classes of a package and the library's artifacts.
     *
     * @param classesOf the name of the package; its classes are not loaded, as the tests have no Jakarta EE
     * @param configuration the application's microprofile-config.properties
     */
    static WebArchive withArtifacts(String contextPath, String classesOf, String configuration) {
        return with(ServerUnderTest.library(), contextPath, classesOf, configuration);
    }

    /** As {@link #withArtifacts}, but with the drop-in JAR, and no other JAR unless the server needs it. */
    static WebArchive withDropIn(String contextPath, String classesOf, String configuration) {
        return with(List.of(ServerUnderTest.dropInJar()), contextPath, classesOf, configuration);
    }

    /** An application without classes, and with the library's artifacts. */
    static WebArchive withArtifacts(String contextPath, String configuration) {
        return with(ServerUnderTest.library(), contextPath, configuration);
    }

    /** Adds a class without loading it. */
    static void addClass(WebArchive archive, String name) {
        String file = name.replace('.', '/') + ".class";
        archive.addAsWebInfResource(new ClassLoaderAsset(file), "classes/" + file);
    }

    /** Takes another web.xml. Deleted first, as the exported directory would have the first one otherwise, whereas the exported WAR has the last. */
    static WebArchive replaceWebXml(WebArchive archive, String webXml) {
        archive.delete("WEB-INF/web.xml");
        return archive.setWebXML(new StringAsset(webXml));
    }

    private static WebArchive with(List<Path> library, String contextPath, String classesOf, String configuration) {
        return with(library, contextPath, configuration).addPackage(classesOf);
    }

    private static WebArchive with(List<Path> library, String contextPath, String configuration) {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, contextPath + ".war")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset(configuration), "META-INF/microprofile-config.properties")
                .setWebXML(new StringAsset(WEB_XML));
        library.forEach(jar -> archive.addAsLibrary(jar.toFile()));
        ServerUnderTest.webappLibraries().forEach(jar -> archive.addAsLibrary(jar.toFile()));
        return archive;
    }
}
