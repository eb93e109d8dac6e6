package io.sealgate.testsuite.app;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** One method for each kind of requirement. */
@Path("claims")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ClaimsResource {

    @GET
    @Path("present")
    @RequiresClaim(name = "email")
    public String present() {
        return "SECRET present";
    }

    @GET
    @Path("equals")
    @RequiresClaim(name = "tenant", equals = "acme")
    public String equalTo() {
        return "SECRET equals";
    }

    @GET
    @Path("all")
    @RequiresClaim(
            name = "scope",
            allOf = {"orders:read", "orders:write"})
    public String all() {
        return "SECRET all";
    }

    @GET
    @Path("pointer")
    @RequiresClaim(
            name = "/realm_access/roles",
            anyOf = {"clerk", "approver"})
    public String pointer() {
        return "SECRET pointer";
    }
}
