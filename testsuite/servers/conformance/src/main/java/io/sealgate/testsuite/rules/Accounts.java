package io.sealgate.testsuite.rules;

import io.sealgate.cdi.RequiresClaim;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A locator leads here, and makes the object itself. */
@Produces(MediaType.TEXT_PLAIN)
public class Accounts {

    @GET
    @Path("{account}")
    @RequiresClaim(name = "tenant", equalsPath = "tenantId")
    @RequiresClaim(name = "account", equalsPath = "account")
    public String account() {
        return "SECRET account";
    }
}
