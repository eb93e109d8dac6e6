package io.sealgate.servlet.identity;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Declares the roles that annotations of the application name. Containers do so for enterprise beans and servlets; a role that only Jakarta REST
 * uses is unknown to Payara otherwise, and nobody has it.
 *
 * <p>Apart from the other initializer, so that a container without Jakarta Annotations loses this one alone.
 */
@HandlesTypes({RolesAllowed.class, DeclareRoles.class})
public final class DeclaredRoles implements ServletContainerInitializer {

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        if (classes == null) {
            return;
        }
        Set<String> roles = new TreeSet<>();
        for (Class<?> type : classes) {
            try {
                addRoles(type, roles);
                for (Method method : type.getDeclaredMethods()) {
                    addRoles(method, roles);
                }
            } catch (LinkageError incomplete) {
                // A class that needs what is not there cannot run either, so nobody misses its roles.
            }
        }
        // Containers refuse an empty name, and these two are not names of roles (Jakarta Servlet 6.0 section 13.3).
        roles.removeAll(Set.of("", "*", "**"));
        if (!roles.isEmpty()) {
            context.declareRoles(roles.toArray(String[]::new));
        }
    }

    private static void addRoles(AnnotatedElement element, Set<String> roles) {
        RolesAllowed allowed = element.getAnnotation(RolesAllowed.class);
        if (allowed != null) {
            roles.addAll(Arrays.asList(allowed.value()));
        }
        DeclareRoles declared = element.getAnnotation(DeclareRoles.class);
        if (declared != null) {
            roles.addAll(Arrays.asList(declared.value()));
        }
    }
}
