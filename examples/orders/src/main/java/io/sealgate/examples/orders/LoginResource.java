package io.sealgate.examples.orders;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A password for a token. */
@Path("/login")
@RequestScoped
public class LoginResource {

    @Inject
    IdentityStoreHandler identityStores;

    @Inject
    Accounts accounts;

    @Inject
    TokenIssuer tokens;

    /** What is posted. */
    public static class Login {
        public @Nullable String username;
        public @Nullable String password;
    }

    /**
     * Answers with the token twice: in the body for programs, which send it as {@code Authorization: Bearer}, and in a cookie for browsers, whose scripts
     * cannot read it and which no other site can make them send.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response login(Login login, @Context SecurityContext connection) {
        if (!connection.isSecure()) {
            return Response.status(Status.FORBIDDEN).build();
        }
        if (login == null || login.username == null || login.password == null) {
            return Response.status(Status.BAD_REQUEST).build();
        }
        CredentialValidationResult result =
                identityStores.validate(new UsernamePasswordCredential(login.username, login.password));
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            return Response.status(Status.FORBIDDEN).build();
        }
        String caller = result.getCallerPrincipal().getName();
        String token = tokens.issue(caller, result.getCallerGroups(), accounts.account(caller));
        long seconds = TokenIssuer.LIFETIME.toSeconds();
        return Response.ok(Map.of("token_type", "Bearer", "access_token", token, "expires_in", seconds))
                .header(
                        HttpHeaders.SET_COOKIE,
                        "__Host-token=" + token + "; Path=/; Max-Age=" + seconds
                                + "; Secure; HttpOnly; SameSite=Strict")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
