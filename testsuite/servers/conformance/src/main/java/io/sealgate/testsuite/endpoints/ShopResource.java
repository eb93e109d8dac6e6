package io.sealgate.testsuite.endpoints;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.endpoints.EndpointMap;
import io.sealgate.event.DenialCounts;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

@Path("/shop")
@RequestScoped
@Produces("text/plain")
public class ShopResource {

    @Inject
    EndpointMap endpoints;

    @Inject
    DenialCounts denials;

    @Inject
    SeenEvents events;

    @GET
    @Path("/map")
    @PermitAll
    public String map() {
        return endpoints.toJson();
    }

    @GET
    @Path("/denials")
    @PermitAll
    public String denials() {
        return denials.total() + " " + denials.byRule();
    }

    @GET
    @Path("/events")
    @PermitAll
    public String events() {
        return events.take();
    }

    @GET
    @Path("/orders")
    @RequiresClaim(name = "scope", anyOf = "orders:read")
    public String orders() {
        return "SECRET orders";
    }

    @DELETE
    @Path("/orders/{id}")
    @RolesAllowed("manager")
    @RequiresClaim(name = "department", equals = "sales")
    public String cancel(@PathParam("id") String id) {
        return "SECRET " + id;
    }

    @GET
    @Path("/silent")
    public String silent() {
        return "SECRET silent";
    }

    @GET
    @Path("/tried")
    @RequiresClaim(name = "department", equals = "sales", reportOnly = true)
    public String tried() {
        return "SECRET tried";
    }

    @GET
    @Path("/never")
    @DenyAll
    public String never() {
        return "SECRET never";
    }

    @Path("/parts")
    @RolesAllowed("manager")
    public PartsResource parts() {
        return new PartsResource();
    }

    /** Nothing here is annotated but its path has a rule. */
    @GET
    @Path("/admin/users")
    public String users() {
        return "SECRET users";
    }
}
