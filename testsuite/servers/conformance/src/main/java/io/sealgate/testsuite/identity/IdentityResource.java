package io.sealgate.testsuite.identity;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletionStage;

/** {@code GET /rest/identity}: the caller as Jakarta REST and an enterprise bean called from there see it. */
@RequestScoped
@Path("identity")
@Produces(MediaType.APPLICATION_JSON)
public class IdentityResource {

    @Context
    private SecurityContext securityContext;

    @Context
    private HttpServletRequest request;

    @EJB
    private IdentityBean bean;

    @Resource
    private ManagedExecutorService executor;

    @GET
    public JsonObject caller() {
        return Json.createObjectBuilder(threadViews())
                .add("rest", CallerViews.view(securityContext.getUserPrincipal(), securityContext::isUserInRole))
                .add("request", CallerViews.view(request.getUserPrincipal(), request::isUserInRole))
                .build();
    }

    /** Asynchronous: the bean is called on another thread. */
    @GET
    @Path("stage")
    public CompletionStage<JsonObject> later() {
        return executor.supplyAsync(this::threadViews);
    }

    /** A role that no other annotation names. */
    @GET
    @Path("auditor")
    @RolesAllowed("auditor")
    public JsonObject auditorOnly() {
        return Json.createObjectBuilder().add("entered", true).build();
    }

    private JsonObject threadViews() {
        JsonObjectBuilder views = Json.createObjectBuilder().add("ejb", bean.caller());
        try {
            views.add("ejbAdmin", bean.adminOnly());
        } catch (EJBAccessException e) {
            views.add("ejbAdmin", "denied");
        }
        return views.build();
    }
}
