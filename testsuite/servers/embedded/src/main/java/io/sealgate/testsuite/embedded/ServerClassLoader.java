package io.sealgate.testsuite.embedded;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What an application would see of a server that was installed rather than embedded: the server's and Jakarta EE's
 * classes and the JDK's, but not those of the tests, which share a class path with the server here.
 */
public final class ServerClassLoader extends ClassLoader {

    private final ClassLoader everything = ServerClassLoader.class.getClassLoader();
    private final String serverPackage;

    /**
     * @param serverPackage the beginning of the server's package names, with a dot at its end
     */
    public ServerClassLoader(String serverPackage) {
        super(ClassLoader.getPlatformClassLoader());
        this.serverPackage = serverPackage;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(serverPackage) || name.startsWith("jakarta.")) {
            return everything.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isServers(name) ? everything.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isServers(name) ? everything.getResources(name) : Collections.emptyEnumeration();
    }

    private boolean isServers(String resource) {
        return resource.startsWith(serverPackage.replace('.', '/'))
                || resource.startsWith("jakarta/")
                || resource.equals("jndi.properties")
                || resource.startsWith("META-INF/services/" + serverPackage)
                || resource.startsWith("META-INF/services/jakarta.");
    }
}
