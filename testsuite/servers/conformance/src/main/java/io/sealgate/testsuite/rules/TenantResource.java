package io.sealgate.testsuite.rules;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Claims that are bound to the request. */
@Path("tenants/{tenantId}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class TenantResource {

    @Inject
    private Ledgers ledgers;

    @GET
    @RequiresClaim(name = "tenant", equalsPath = "tenantId")
    public String path() {
        return "SECRET path";
    }

    @GET
    @Path("query")
    @RequiresClaim(name = "tenant", equalsQuery = "tenant")
    public String query() {
        return "SECRET query";
    }

    @GET
    @Path("header")
    @RequiresClaim(name = "tenant", equalsHeader = "X-Tenant")
    public String header() {
        return "SECRET header";
    }

    @GET
    @Path("argument")
    public String argument(@PathParam("tenantId") String tenant) {
        return ledgers.of(2026, tenant);
    }

    @Path("open")
    public Accounts open() {
        return new Accounts();
    }

    @Path("guarded")
    @RequiresClaim(name = "tenant", equalsPath = "tenantId")
    public OpenAccounts guarded() {
        return new OpenAccounts();
    }
}
