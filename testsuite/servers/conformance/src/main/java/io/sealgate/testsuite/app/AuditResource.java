package io.sealgate.testsuite.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Has no annotation of Sealgate of its own. One object for all requests: not every server has a request scope in asynchronous dispatches. */
@Path("audit")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class AuditResource extends AuditorsOnly implements Approvals {

    @GET
    public String read() {
        return "SECRET audit";
    }

    @Override
    @GET
    @Path("approval")
    public String approve() {
        return "SECRET approval";
    }
}
