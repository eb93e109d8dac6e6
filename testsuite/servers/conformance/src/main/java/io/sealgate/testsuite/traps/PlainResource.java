package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** A resource without a scope, which CDI need not know. */
@Path("plain")
@Produces("text/plain")
@RequiresClaim(name = "scope", anyOf = "orders:read")
public class PlainResource {

    @GET
    public String read() {
        return "SECRET plain";
    }
}
