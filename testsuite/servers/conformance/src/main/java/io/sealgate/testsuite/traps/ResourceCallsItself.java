package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** A resource without a scope: what guards its methods sees requests alone. */
@Path("plain")
@Produces("text/plain")
public class ResourceCallsItself {

    @GET
    public String list() {
        return read();
    }

    @GET
    @Path("secret")
    @RequiresClaim(name = "scope", anyOf = "orders:read")
    public String read() {
        return "SECRET plain";
    }
}
