package io.sealgate.testsuite.app;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers from other threads: new ones, because GlassFish takes those of the common pool to belong to whichever application made them. */
@Path("async")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@RequiresClaim(name = "scope", anyOf = "orders:read")
public class AsyncResource {

    @GET
    @Path("stage")
    public CompletionStage<String> stage(@Context SecurityContext security) {
        String caller = security.getUserPrincipal().getName();
        return CompletableFuture.supplyAsync(() -> "SECRET stage of " + caller, AsyncResource::onNewThread);
    }

    @GET
    @Path("suspended")
    public void suspended(@Suspended AsyncResponse response, @Context SecurityContext security) {
        String caller = security.getUserPrincipal().getName();
        onNewThread(() -> response.resume("SECRET response to " + caller));
    }

    private static void onNewThread(Runnable work) {
        new Thread(work).start();
    }
}
