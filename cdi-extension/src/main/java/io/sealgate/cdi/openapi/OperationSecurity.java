package io.sealgate.cdi.openapi;

import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Rule;
import io.sealgate.token.TokenSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme.In;

/** Writes into a document what endpoints ask of callers, beside what is there already. */
final class OperationSecurity {
    /** The specification's own extension point: a list of texts, as the endpoint map has them. */
    static final String REQUIRED_CLAIMS = "x-required-claims";

    /** The rule that a token fulfils by being valid. */
    private static final String VALID_TOKEN = "a valid token";

    private static final Set<SecurityScheme.Type> FOR_BEARER_TOKENS =
            Set.of(SecurityScheme.Type.OAUTH2, SecurityScheme.Type.OPENIDCONNECT);

    private final OpenAPI document;
    private final Tokens tokens;

    /**
     * @param tokens where in a request tokens are looked for; each place is a scheme, and one of them suffices
     */
    OperationSecurity(OpenAPI document, Tokens tokens) {
        this.document = document;
        this.tokens = tokens;
    }

    /** Adds what is asked, if anything is. */
    void describe(Operation operation, Endpoint endpoint) {
        List<Rule> enforced = endpoint.rules().stream()
                .filter(rule -> !rule.reportOnly() && rule.access() != Access.PERMITTED)
                .toList();
        if (enforced.isEmpty()) {
            return;
        }
        if (isEmpty(operation.getSecurity()) && isEmpty(document.getSecurity())) {
            List<String> scopes = enforced.stream()
                    .flatMap(rule -> rule.scopes().stream())
                    .distinct()
                    .toList();
            for (TokenSource source : EnumSet.copyOf(tokens.sources())) {
                scheme(source)
                        .ifPresent(name -> operation.addSecurityRequirement(OASFactory.createSecurityRequirement()
                                .addScheme(name, mayNameScopes(name) ? scopes : List.of())));
            }
        }
        List<String> asks = enforced.stream()
                .map(Rule::asks)
                .filter(asked -> !asked.equals(VALID_TOKEN))
                .distinct()
                .toList();
        addResponse(operation, "401", "No token, or one that is not valid");
        if (!asks.isEmpty()) {
            addResponse(operation, "403", "The token does not have what is asked: " + String.join("; ", asks));
            Map<String, Object> extensions = operation.getExtensions();
            if (extensions == null || !extensions.containsKey(REQUIRED_CLAIMS)) {
                operation.addExtension(REQUIRED_CLAIMS, asks);
            }
        }
    }

    private static boolean isEmpty(List<?> list) {
        return list == null || list.isEmpty();
    }

    private static void addResponse(Operation operation, String status, String description) {
        APIResponses responses = operation.getResponses();
        if (responses == null) {
            responses = OASFactory.createAPIResponses();
            operation.setResponses(responses);
        }
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }

    /** OpenAPI 3.0 has scopes for OAuth 2.0 and OpenID Connect alone; 3.1 for all. */
    private boolean mayNameScopes(String scheme) {
        SecurityScheme found = schemes().get(scheme);
        return (found != null && FOR_BEARER_TOKENS.contains(found.getType()))
                || (document.getOpenapi() != null && !document.getOpenapi().startsWith("3.0"));
    }

    /** The name of the scheme for such tokens: the application's own, or one that is added; empty where OpenAPI has none. */
    private Optional<String> scheme(TokenSource source) {
        SecurityScheme scheme = OASFactory.createSecurityScheme();
        String name;
        switch (source) {
            case AUTHORIZATION -> {
                name = "bearer";
                scheme.type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT");
            }
            case COOKIE -> {
                name = "tokenCookie";
                scheme.type(SecurityScheme.Type.APIKEY).in(In.COOKIE).name(tokens.cookieName());
            }
            case HEADER -> {
                name = "tokenHeader";
                scheme.type(SecurityScheme.Type.APIKEY)
                        .in(In.HEADER)
                        .name(tokens.headerName().orElse(""));
            }
            default -> {
                return Optional.empty();
            }
        }
        Map<String, SecurityScheme> schemes = schemes();
        if (source == TokenSource.AUTHORIZATION) {
            Optional<String> own = new ArrayList<>(schemes.entrySet())
                    .stream()
                            .filter(entry -> isForBearerTokens(entry.getValue()))
                            .map(Map.Entry::getKey)
                            .sorted()
                            .findFirst();
            if (own.isPresent()) {
                return own;
            }
        }
        if (!schemes.containsKey(name)) {
            Components components = document.getComponents();
            if (components == null) {
                components = OASFactory.createComponents();
                document.setComponents(components);
            }
            components.addSecurityScheme(name, scheme);
        }
        return Optional.of(name);
    }

    private static boolean isForBearerTokens(SecurityScheme scheme) {
        return FOR_BEARER_TOKENS.contains(scheme.getType())
                || (scheme.getType() == SecurityScheme.Type.HTTP && "bearer".equalsIgnoreCase(scheme.getScheme()));
    }

    private Map<String, SecurityScheme> schemes() {
        Components components = document.getComponents();
        Map<String, SecurityScheme> schemes = components == null ? null : components.getSecuritySchemes();
        return schemes == null ? Map.of() : schemes;
    }
}
