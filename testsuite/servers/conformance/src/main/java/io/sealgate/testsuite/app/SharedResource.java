package io.sealgate.testsuite.app;

import io.sealgate.cdi.CallerContext;
import io.sealgate.token.TokenPrincipal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Asks for nothing by itself. */
@Path("shared")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class SharedResource {

    @Inject
    private SharedBean bean;

    @Inject
    private CallerContext context;

    /** Needs a token, because the bean does. */
    @GET
    public String caller() {
        return bean.caller();
    }

    @GET
    @Path("anybody")
    public String anybody() {
        return "caller=" + context.caller().map(TokenPrincipal::getName).orElse("none");
    }
}
