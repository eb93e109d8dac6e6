package io.sealgate.testsuite.app;

import io.sealgate.cdi.RequiresClaim;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** What a class asks for, and what its methods ask for besides. */
@Path("orders")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@RequiresClaim(
        name = "scope",
        anyOf = {"orders:read", "orders:write"})
public class OrdersResource {

    @Context
    private SecurityContext security;

    @GET
    public String list() {
        return "SECRET orders of " + security.getUserPrincipal().getName();
    }

    @GET
    @Path("{id}")
    public String get(@PathParam("id") String id) {
        return "SECRET order of " + security.getUserPrincipal().getName();
    }

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @RequiresClaim(name = "scope", anyOf = "orders:write")
    public String add(String order) {
        return "SECRET added " + order;
    }

    @POST
    @Path("form")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public String addForm(String order) {
        return "SECRET added";
    }

    @DELETE
    @Path("{id}")
    @RequiresClaim(name = "scope", anyOf = "orders:write")
    @RequiresClaim(name = "tenant", equals = "acme")
    public String remove(@PathParam("id") String id) {
        return "SECRET removed";
    }
}
