package io.sealgate.testsuite.rules;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Guarded by the locator that leads here. */
@Produces(MediaType.TEXT_PLAIN)
public class OpenAccounts {

    @GET
    public String all() {
        return "SECRET accounts";
    }
}
