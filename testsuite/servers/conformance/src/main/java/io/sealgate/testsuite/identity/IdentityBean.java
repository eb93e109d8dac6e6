package io.sealgate.testsuite.identity;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.json.JsonObject;
import java.util.concurrent.Future;

/** The caller as an enterprise bean sees it. */
@Stateless
@PermitAll
@DeclareRoles({"user", "admin", "auditor"})
public class IdentityBean {

    @Resource
    private SessionContext context;

    public JsonObject caller() {
        return CallerViews.view(context.getCallerPrincipal(), context::isCallerInRole);
    }

    @Asynchronous
    public Future<JsonObject> callerLater() {
        return new AsyncResult<>(caller());
    }

    @RolesAllowed("admin")
    public String adminOnly() {
        return "entered";
    }

    @RolesAllowed("user")
    public String userOnly() {
        return "entered";
    }
}
