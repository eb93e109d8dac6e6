package io.sealgate.endpoints;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What is known so far of the endpoints of each application, which is told apart by its class loader. Holds texts alone, no classes. Thread-safe.
 */
public final class ApplicationEndpoints {
    private static final Map<ClassLoader, ApplicationEndpoints> APPLICATIONS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final List<Endpoint> found = new ArrayList<>();
    private final Map<String, Endpoint> registered = new LinkedHashMap<>();

    private ApplicationEndpoints() {}

    /**
     * Those of the application with this class loader.
     *
     * @param application as {@code ServletContext.getClassLoader()} returns it, and as the context class loader is while the application runs
     */
    public static ApplicationEndpoints of(ClassLoader application) {
        return APPLICATIONS.computeIfAbsent(application, loader -> new ApplicationEndpoints());
    }

    /** Those of the application with this class loader, where anything is known of them yet. */
    public static Optional<ApplicationEndpoints> known(ClassLoader application) {
        return Optional.ofNullable(APPLICATIONS.get(application));
    }

    /** Forgets what was found, for the application to be deployed anew, and takes this instead. */
    public synchronized void found(Collection<Endpoint> endpoints) {
        found.clear();
        found.addAll(endpoints);
    }

    /** Adds an endpoint that the server has told of itself, unless what answers it is known already, be it at another path. */
    public synchronized void registered(Endpoint endpoint) {
        registered.putIfAbsent(answering(endpoint), endpoint);
    }

    private static String answering(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.target();
    }

    /** All that is known now. */
    public synchronized EndpointMap map() {
        Map<String, Endpoint> others = new LinkedHashMap<>(registered);
        found.forEach(endpoint -> others.remove(answering(endpoint)));
        List<Endpoint> all = new ArrayList<>(found);
        all.addAll(others.values());
        return EndpointMap.of(all);
    }
}
