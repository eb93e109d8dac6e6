package io.sealgate.testsuite.rules;

import io.sealgate.cdi.RequiresAnyOf;
import io.sealgate.cdi.RequiresAuthentication;
import io.sealgate.cdi.RequiresClaim;
import io.sealgate.cdi.RequiresRole;
import io.sealgate.cdi.RequiresScope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** One method for each way to ask. */
@Path("rules")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class RulesResource {

    @GET
    @Path("scope")
    @RequiresScope({"orders:read", "orders:write"})
    public String scope() {
        return "SECRET scope";
    }

    @GET
    @Path("role")
    @RequiresRole("clerk")
    public String role() {
        return "SECRET role";
    }

    @GET
    @Path("any")
    @RequiresAnyOf(
            value = @RequiresClaim(name = "level", atLeast = 3),
            roles = {"clerk", "boss"})
    public String any() {
        return "SECRET any";
    }

    @GET
    @Path("authentication")
    @RequiresAuthentication(acr = "phr", maxAge = "PT5M")
    public String authentication() {
        return "SECRET authentication";
    }

    @GET
    @Path("claims")
    @RequiresClaim(name = "act", absent = true)
    @RequiresClaim(name = "groups", noneOf = "suspended")
    @RequiresClaim(name = "email_verified", is = true)
    @RequiresClaim(name = "number", equalsNumber = 5)
    public String claims() {
        return "SECRET claims";
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RequiresScope("orders:read")
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        sink.send(sse.newEvent("SECRET event")).thenRun(sink::close);
    }
}
