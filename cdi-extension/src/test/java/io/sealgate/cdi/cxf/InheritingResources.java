package io.sealgate.cdi.cxf;

import io.sealgate.cdi.RequiresClaim;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Resources whose own files show neither Jakarta REST nor Sealgate. */
public final class InheritingResources {

    private InheritingResources() {}

    /** All that Jakarta REST knows of what implements it. */
    @Path("contract")
    public interface Contract {
        @GET
        @Produces("text/plain")
        String read();
    }

    /** No container finds who carries it, since it is not Sealgate's. */
    @RequiresClaim(name = "role", equals = "clerk")
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Clerks {}

    public abstract static class Base implements Contract {}

    @Clerks
    public static class Implementation extends Base {
        @Override
        public String read() {
            return "SECRET";
        }
    }

    public static class OpenImplementation implements Contract {
        @Override
        public String read() {
            return "open";
        }
    }

    @Path("locating")
    public static class Locating {
        @Path("part")
        public Part part() {
            return new PartImplementation();
        }
    }

    public interface Part {
        @GET
        @Produces("text/plain")
        String read();
    }

    @Clerks
    public static class PartImplementation implements Part {
        @Override
        public String read() {
            return "SECRET";
        }
    }
}
