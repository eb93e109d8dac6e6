package io.sealgate.config;

import io.sealgate.config.SealgateConfig.RoleNames;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads where the roles of an issuer's tokens are, and what they are called here: {@code sealgate.roles.*}. */
final class RolesReader {
    private static final Pattern PREFIX = Pattern.compile("[!-~]{1,64}");

    private static final String KEYCLOAK = "keycloak";

    /**
     * Where authorization servers put roles: Keycloak those of the realm, Microsoft Entra app roles, Auth0 the permissions of an API, Amazon Cognito the groups of a user pool. A claim of such a name
     * is written as a pointer.
     */
    private static final Map<String, String> PRESETS = Map.of(
            KEYCLOAK, "/realm_access/roles", "entra", "roles", "auth0", "permissions", "cognito", "cognito:groups");

    private final Settings settings;
    private final Findings findings;

    RolesReader(Settings settings) {
        this.settings = settings;
        this.findings = settings.findings();
    }

    /** The claims that hold roles, by name or JSON Pointer. */
    List<String> sources() {
        Set<String> sources = new LinkedHashSet<>();
        boolean keycloak = false;
        for (String written : settings.list(SealgateProperty.ROLES_FROM)) {
            String preset = PRESETS.get(written.toLowerCase(Locale.ROOT));
            if (preset != null) {
                sources.add(preset);
                if (written.equalsIgnoreCase(KEYCLOAK)) {
                    keycloak = true;
                    settings.text(SealgateProperty.ROLES_CLIENT)
                            .ifPresent(client -> sources.add("/resource_access/"
                                    + client.replace("~", "~0").replace("/", "~1") + "/roles"));
                }
            } else {
                findings.checkClaim(SealgateProperty.ROLES_FROM, written);
                sources.add(written);
            }
        }
        if (!keycloak && settings.isSet(SealgateProperty.ROLES_CLIENT)) {
            findings.add(
                    ProblemCode.NO_EFFECT,
                    SealgateProperty.ROLES_CLIENT,
                    "It has no effect, because " + SealgateProperty.ROLES_FROM + " does not name keycloak.",
                    "Add keycloak to " + SealgateProperty.ROLES_FROM + ", or remove it.");
        }
        return List.copyOf(sources);
    }

    RoleNames names() {
        String prefix = settings.text(SealgateProperty.ROLES_PREFIX).orElse("");
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            findings.add(
                    ProblemCode.MALFORMED,
                    SealgateProperty.ROLES_PREFIX,
                    Findings.quote(prefix) + " cannot stand before a role.",
                    "Write up to 64 characters of ASCII without blanks, such as acme.");
        }
        Map<String, String> replaced = new HashMap<>();
        for (String written : settings.list(SealgateProperty.ROLES_MAP)) {
            int colon = written.lastIndexOf(':');
            String role = colon < 0 ? "" : written.substring(0, colon).strip();
            String name = written.substring(colon + 1).strip();
            if (role.isEmpty() || name.isEmpty()) {
                findings.add(
                        ProblemCode.MALFORMED,
                        SealgateProperty.ROLES_MAP,
                        Findings.quote(written) + " is not a pair of names.",
                        "Write the role in the token, a colon, and what it is called here, such as admin:ADMIN.");
            } else if (replaced.put(role, name) != null) {
                findings.add(
                        ProblemCode.DUPLICATE_ELEMENT,
                        SealgateProperty.ROLES_MAP,
                        "It has two names for " + Findings.quote(role) + ".",
                        "Name each role once.");
            }
        }
        return new RoleNames(prefix, replaced);
    }
}
