package io.sealgate.testsuite.beans;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.ExecutionException;

/** Is open itself, and calls the beans. */
@Path("")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class BeansResource {

    @EJB
    private GuardedBean guarded;

    @EJB
    private Ledger ledger;

    @EJB
    private TimerBean timer;

    @EJB
    private OpenTimerBean openTimer;

    @GET
    @Path("scope")
    public String scope() {
        return guarded.scope();
    }

    @GET
    @Path("authentication")
    public String authentication() {
        return guarded.authentication();
    }

    @GET
    @Path("any-of")
    public String anyOf() {
        return guarded.anyOf();
    }

    @GET
    @Path("rule")
    public String rule() {
        return guarded.rule();
    }

    @GET
    @Path("nobody")
    public String nobody() {
        try {
            return guarded.nobody();
        } catch (EJBAccessException e) {
            return "denied";
        }
    }

    @GET
    @Path("ledgers/{tenant}")
    public String ledger(@PathParam("tenant") String tenant) {
        return ledger.of(tenant);
    }

    /** An asynchronous method runs where there is no request, and so no caller. */
    @GET
    @Path("later")
    public String later() throws InterruptedException {
        try {
            return guarded.later().get();
        } catch (ExecutionException e) {
            return "denied";
        }
    }

    @POST
    @Path("timers")
    public String startTimers() {
        timer.start();
        openTimer.start();
        return "started";
    }

    @GET
    @Path("timers")
    public String timers() {
        return "guarded=" + TimerBean.runs() + " open=" + OpenTimerBean.runs();
    }
}
