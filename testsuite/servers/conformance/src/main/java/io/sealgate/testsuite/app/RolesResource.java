package io.sealgate.testsuite.app;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** The annotations of Jakarta Annotations, on a class and on methods. */
@Path("roles")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@RolesAllowed("user")
public class RolesResource {

    @GET
    @Path("user")
    public String user(@Context SecurityContext security) {
        return "SECRET user=" + security.isUserInRole("user") + " admin=" + security.isUserInRole("admin");
    }

    @GET
    @Path("admin")
    @RolesAllowed({"admin", "operator"})
    public String admin() {
        return "SECRET admin";
    }

    @GET
    @Path("everybody")
    @PermitAll
    public String everybody() {
        return "open to everybody";
    }

    @GET
    @Path("nobody")
    @DenyAll
    public String nobody() {
        return "SECRET nobody";
    }
}
