package io.sealgate.testsuite.identity;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How one view sees the caller, as JSON: {@code {"caller": "alice", "type": "TokenPrincipal", "roles": ["user"]}}. */
final class CallerViews {

    /** Every role that a test may put into a token; {@code programmatic} is named by no annotation. */
    static final List<String> ROLES = List.of("user", "admin", "auditor", "programmatic");

    /** What servers call a caller whom nobody has identified. */
    private static final List<String> ANONYMOUS = List.of("anonymous", "ANONYMOUS", "UNAUTHENTICATED", "guest");

    private CallerViews() {}

    static JsonObject view(@Nullable Principal caller, Predicate<String> callerInRole) {
        JsonObjectBuilder view = Json.createObjectBuilder();
        String name = caller == null ? null : caller.getName();
        if (caller == null || name == null || ANONYMOUS.contains(name)) {
            view.addNull("caller").addNull("type");
        } else {
            view.add("caller", name).add("type", typeOf(caller));
        }
        JsonArrayBuilder roles = Json.createArrayBuilder();
        ROLES.stream().filter(callerInRole).forEach(roles::add);
        return view.add("roles", roles).build();
    }

    static JsonObject failed(Throwable cause) {
        return Json.createObjectBuilder()
                .add("failed", cause.getClass().getName() + ": " + cause.getMessage())
                .build();
    }

    /** By name, because the class may be the server's, and Sealgate's is not the application's business. */
    private static String typeOf(Principal caller) {
        for (Class<?> type = caller.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                if (implemented.getSimpleName().equals("TokenPrincipal")) {
                    return "TokenPrincipal";
                }
            }
        }
        return caller.getClass().getName();
    }
}
