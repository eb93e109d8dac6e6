package io.sealgate.testsuite.reach;

import io.sealgate.cdi.AuthorizationDeniedException;
import io.sealgate.cdi.RequiresScope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

@Path("reach")
@RequestScoped
@Produces("text/plain")
public class ReachResource {

    @Inject
    Vault vault;

    @GET
    @Path("guarded")
    @RequiresScope("orders:read")
    public String guarded() {
        return "SECRET guarded";
    }

    /** What is guarded is the bean behind it. */
    @GET
    @Path("bean")
    public String bean() {
        return vault.open();
    }

    @GET
    @Path("failing")
    public String failing() {
        throw new IllegalStateException("on purpose");
    }

    /** The bean, called by a virtual thread of the application's own. */
    @GET
    @Path("virtual-thread")
    public String virtualThread() throws ReflectiveOperationException, InterruptedException {
        String[] result = {"nothing"};
        Runnable call = () -> {
            try {
                result[0] = vault.open();
            } catch (AuthorizationDeniedException refused) {
                result[0] = "refused";
            }
        };
        Thread thread;
        try {
            thread = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, call);
        } catch (NoSuchMethodException tooOld) {
            return "no virtual threads";
        }
        thread.join();
        return result[0];
    }
}
