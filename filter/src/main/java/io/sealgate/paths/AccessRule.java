package io.sealgate.paths;

import static java.util.Objects.requireNonNull;

import io.sealgate.claims.AnyOfRequirement;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.claims.Requirement;
import io.sealgate.claims.RoleRequirement;
import io.sealgate.token.AuthenticationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a line of configuration asks of callers:
 *
 * <ul>
 *   <li>{@code permit}: nothing; {@code authenticated}: a valid token; {@code deny}: nobody may;
 *   <li>{@code role:admin} or {@code role:admin|boss}: one of these roles;
 *   <li>{@code scope:orders:read} or {@code scope:read|write}: one of these scopes;
 *   <li>{@code claim:tenant}: the claim is there; {@code claim:tenant equals acme}, {@code claim:tenant anyOf acme|emca}, {@code claim:/realm_access/roles allOf
 *       clerk|auditor}, and so on with {@code noneOf}, {@code is}, {@code equalsNumber}, {@code atLeast}, {@code within} and {@code absent}: as {@code @RequiresClaim} has
 *       them.
 * </ul>
 *
 * <p>Of several, all must hold. Immutable.
 *
 * @param verdict whether anything is asked at all
 * @param requirements all of which must hold, with {@link Verdict#REQUIRE}
 */
public record AccessRule(Verdict verdict, List<Requirement> requirements) {
    /** For the methods that rules for other methods of the same paths leave over. */
    static final AccessRule UNCOVERED = new AccessRule(Verdict.UNCOVERED, List.of());

    private static final Map<String, Match> MATCHES = Map.of(
            "equals", Match.EQUALS,
            "anyOf", Match.ANY_OF,
            "allOf", Match.ALL_OF,
            "noneOf", Match.NONE_OF,
            "is", Match.IS,
            "equalsNumber", Match.EQUALS_NUMBER,
            "atLeast", Match.AT_LEAST,
            "within", Match.WITHIN);

    /** What is asked, roughly. */
    public enum Verdict {
        /** Nothing. */
        PERMIT,
        /** A valid token that fulfils the requirements. */
        REQUIRE,
        /** What nobody has. */
        DENY,
        /** What nobody has, as no rule is for the method. */
        UNCOVERED
    }

    public AccessRule {
        requireNonNull(verdict, "verdict");
        requirements = List.copyOf(requirements);
    }

    /**
     * Reads what is asked.
     *
     * @param elements at least one, without white space around them
     * @throws IllegalArgumentException if that is not to be understood; the message says what is wrong, as the first half of a sentence's end: {@code "…" is …}
     */
    public static AccessRule parse(List<String> elements) {
        if (elements.size() == 1) {
            switch (elements.get(0)) {
                case "permit" -> {
                    return new AccessRule(Verdict.PERMIT, List.of());
                }
                case "deny" -> {
                    return new AccessRule(Verdict.DENY, List.of());
                }
                case "authenticated" -> {
                    return new AccessRule(Verdict.REQUIRE, List.of());
                }
                default -> {
                    // below
                }
            }
        }
        List<Requirement> requirements = new ArrayList<>();
        for (String element : elements) {
            int colon = element.indexOf(':');
            String rest = element.substring(colon + 1).strip();
            switch (colon < 0 ? element : element.substring(0, colon)) {
                case "role" -> requirements.add(role(values(rest)));
                case "scope" -> requirements.add(new ClaimRequirement("scope", Match.ANY_OF, values(rest)));
                case "claim" -> requirements.add(claim(rest));
                case "permit", "deny", "authenticated" ->
                    throw new IllegalArgumentException(element + " cannot stand beside something else");
                default ->
                    throw new IllegalArgumentException("An element begins with none of role:, scope: and claim:");
            }
        }
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("Nothing is asked");
        }
        return new AccessRule(Verdict.REQUIRE, requirements);
    }

    /** The claims that are asked for one by one, by name or JSON Pointer. */
    public List<String> claims() {
        return requirements.stream()
                .filter(ClaimRequirement.class::isInstance)
                .map(requirement -> ((ClaimRequirement) requirement).claim())
                .toList();
    }

    private static Requirement role(List<String> roles) {
        List<Requirement> alternatives =
                roles.stream().<Requirement>map(RoleRequirement::new).toList();
        return alternatives.size() == 1 ? alternatives.get(0) : new AnyOfRequirement(alternatives);
    }

    private static ClaimRequirement claim(String text) {
        String[] words = text.split("\\s+", 3);
        String name = words[0];
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A claim has no name");
        }
        if (name.startsWith("/") && name.matches(".*~(?![01]).*")) {
            throw new IllegalArgumentException("A claim's name starts with a slash but is no JSON Pointer (RFC 6901)");
        }
        if (words.length == 1) {
            return new ClaimRequirement(name, Match.PRESENT, List.of());
        }
        if (words.length == 2) {
            if (words[1].equals("absent")) {
                return new ClaimRequirement(name, Match.ABSENT, List.of());
            }
            throw new IllegalArgumentException("A claim is compared with nothing");
        }
        Match match = MATCHES.get(words[1]);
        if (match == null) {
            throw new IllegalArgumentException("After a claim's name stands none of "
                    + MATCHES.keySet().stream().sorted().collect(Collectors.joining(", ")) + " and absent");
        }
        boolean several = match == Match.ANY_OF || match == Match.ALL_OF || match == Match.NONE_OF;
        try {
            return new ClaimRequirement(name, match, several ? values(words[2]) : List.of(words[2].strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A claim is compared with what is no whole number of 64 bits", e);
        }
    }

    private static List<String> values(String text) {
        List<String> values =
                Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
        if (values.contains("")) {
            throw new IllegalArgumentException("A value is empty");
        }
        return values;
    }

    /**
     * Decides.
     *
     * @param authentication how the request was authenticated; null denies, unless nothing is asked
     * @param call what is known of the request besides
     * @param property what the rule comes from, for the operator
     */
    public AuthorizationDecision decide(@Nullable AuthenticationResult authentication, Call call, String property) {
        return switch (verdict) {
            case PERMIT -> Granted.INSTANCE;
            case DENY -> ClaimAuthorizer.denyAll(authentication, property + ".require=deny");
            case UNCOVERED ->
                ClaimAuthorizer.denyAll(
                        authentication,
                        property
                                + " names methods, and no rule for the same path names this one; add one with require=permit if anybody may");
            case REQUIRE -> require(authentication, call, property);
        };
    }

    private AuthorizationDecision require(@Nullable AuthenticationResult authentication, Call call, String property) {
        return ClaimAuthorizer.requireAll(authentication, requirements, call) instanceof Denied denied
                ? denied.because(property + ".require")
                : Granted.INSTANCE;
    }

    /** As a person would say it: {@code role any of [admin] and tenant equals acme}. */
    @Override
    public String toString() {
        return switch (verdict) {
            case PERMIT -> "nothing";
            case DENY, UNCOVERED -> "nobody";
            case REQUIRE ->
                requirements.isEmpty()
                        ? "a valid token"
                        : requirements.stream().map(Object::toString).collect(Collectors.joining(" and "));
        };
    }
}
