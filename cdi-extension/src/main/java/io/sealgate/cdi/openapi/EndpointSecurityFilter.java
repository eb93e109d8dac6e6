package io.sealgate.cdi.openapi;

import io.sealgate.cdi.EndpointLog;
import io.sealgate.cdi.openapi.DocumentedOperation.Target;
import io.sealgate.cdi.rest.RestEndpoints;
import io.sealgate.config.ApplicationConfig;
import io.sealgate.config.SealgateConfig;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.EndpointMap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Shows in an application's OpenAPI document what its endpoints ask of callers: the security scheme, and for each guarded operation which scheme it needs, the answers 401 and 403, and in {@code
 * x-required-claims} what is asked of the token. What anybody may call stays as it is, and so does whatever the application has said itself.
 *
 * <p>Servers find this filter by themselves. An application with a filter of its own calls it from there:
 *
 * <pre>{@code
 * public void filterOpenAPI(OpenAPI document) {
 *     new EndpointSecurityFilter().filterOpenAPI(document);
 *     …
 * }
 * }</pre>
 *
 * <p>and sets {@code mp.openapi.extensions.smallrye.operationIdStrategy=PACKAGE_CLASS_METHOD} on servers with SmallRye OpenAPI (WildFly, Open Liberty).
 *
 * <p>Never fails the making of the document: what goes wrong is logged, and the document stays as it is. Thread-safe.
 */
public final class EndpointSecurityFilter implements OASFilter {
    private static final Logger LOGGER = System.getLogger("io.sealgate");

    /** For MicroProfile OpenAPI, and for filters of applications. */
    public EndpointSecurityFilter() {}

    @Override
    public void filterOpenAPI(OpenAPI document) {
        try {
            List<DocumentedOperation> operations = DocumentedOperation.of(document);
            // Ours first: what makes the document may run as another application (Payara), or as none (WildFly).
            boolean documented = document(document, operations, EndpointSecurityFilter.class.getClassLoader());
            ClassLoader current = Thread.currentThread().getContextClassLoader();
            if (!documented && current != null) {
                document(document, operations, current);
            }
        } catch (RuntimeException | LinkageError failure) {
            LOGGER.log(Level.WARNING, "The OpenAPI document does not show what endpoints ask of callers", failure);
        }
    }

    /**
     * @return whether this is the class loader of the application that the document is for
     */
    private static boolean document(OpenAPI document, List<DocumentedOperation> operations, ClassLoader application) {
        IdentityHashMap<DocumentedOperation, Target> targets = new IdentityHashMap<>();
        operations.forEach(
                operation -> operation.target(application).ifPresent(target -> targets.put(operation, target)));
        Optional<EndpointMap> started = ApplicationEndpoints.known(application).map(ApplicationEndpoints::map);
        if (targets.isEmpty() && started.isEmpty()) {
            return false;
        }
        try {
            describe(document, operations, targets, started, application);
        } finally {
            if (!targets.isEmpty() && OpenApiDefaults.areInForce(application)) {
                targets.keySet().forEach(named -> named.operation().setOperationId(null));
            }
        }
        return true;
    }

    private static void describe(
            OpenAPI document,
            List<DocumentedOperation> operations,
            IdentityHashMap<DocumentedOperation, Target> targets,
            Optional<EndpointMap> started,
            ClassLoader application) {
        Optional<SealgateConfig> config = ApplicationConfig.read(application).config();
        if (config.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "The OpenAPI document does not show what endpoints ask of callers, as the configuration cannot be used");
            return;
        }
        if (config.get().authorization().reportOnly()) {
            return;
        }
        OperationSecurity security =
                new OperationSecurity(document, config.get().tokens());
        if (started.isPresent()) {
            for (DocumentedOperation operation : operations) {
                operation
                        .endpoint(null, started.get().endpoints())
                        .ifPresent(found -> security.describe(operation.operation(), found));
            }
            return;
        }
        Collection<Endpoint> endpoints = RestEndpoints.of(
                targets.values().stream().<Class<?>>map(Target::type).distinct().toList());
        targets.forEach((operation, target) -> operation
                .endpoint(target, endpoints)
                .map(found -> effective(found, operation, config.get()))
                .ifPresent(found -> security.describe(operation.operation(), found)));
    }

    /** The endpoint at the path that the document has, which is that of the REST application, too. */
    private static Endpoint effective(Endpoint endpoint, DocumentedOperation operation, SealgateConfig config) {
        return EndpointLog.effective(
                new Endpoint(
                        endpoint.kind(), operation.method(), operation.path(), endpoint.rules(), endpoint.target()),
                config.authorization());
    }
}
