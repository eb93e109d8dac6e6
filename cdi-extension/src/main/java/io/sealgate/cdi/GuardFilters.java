package io.sealgate.cdi;

import io.sealgate.claims.AuthorizationDecision;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds the filters that guard servlets and WebSocket endpoints. */
public final class GuardFilters {
    private GuardFilters() {}

    /** A filter that lets pass what is granted, and answers the rest as everywhere. */
    public static Filter deciding(Function<HttpServletRequest, AuthorizationDecision> decision) {
        return new ServletGuard(decision);
    }

    /**
     * Adds a filter, which is mapped to nothing yet, once all servlets are registered.
     *
     * @param what needs the guard, as messages name it
     * @return null where there is one of this name already
     * @throws UnenforceableRequirementException if the container takes no more filters
     */
    public static FilterRegistration.@Nullable Dynamic add(
            ServletContext context, String name, Filter guard, String what) {
        FilterRegistration.Dynamic filter;
        try {
            filter = context.addFilter(name, guard);
        } catch (IllegalStateException | UnsupportedOperationException tooLate) {
            throw new UnenforceableRequirementException(List.of(what
                    + " needs a guard, which cannot be installed: the container has left out the listener in"
                    + " Sealgate's web-fragment.xml. Remove metadata-complete=\"true\" from web.xml."));
        }
        if (filter != null) {
            filter.setAsyncSupported(true);
        }
        return filter;
    }
}
