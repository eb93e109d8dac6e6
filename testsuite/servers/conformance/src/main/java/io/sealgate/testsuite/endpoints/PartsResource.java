package io.sealgate.testsuite.endpoints;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Says nothing of who may call: the locator that leads here does. */
@Produces("text/plain")
public class PartsResource {

    @GET
    @Path("/first")
    public String first() {
        return "SECRET part";
    }
}
