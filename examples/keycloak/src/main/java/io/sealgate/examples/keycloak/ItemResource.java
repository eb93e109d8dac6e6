package io.sealgate.examples.keycloak;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.token.TokenPrincipal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What lies in the warehouse and who took it in, in memory. */
@Path("/items")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ItemResource {

    /** The caller of the present request. */
    @Inject
    TokenPrincipal caller;

    private final SortedMap<String, String> items = new ConcurrentSkipListMap<>();

    /** No rule: open to all. */
    @GET
    @Path("/count")
    public Map<String, Integer> count() {
        return Map.of("items", items.size());
    }

    /** The claim itself, by a JSON Pointer into Keycloak's {@code realm_access}. */
    @GET
    @RequiresClaim(
            name = "/realm_access/roles",
            anyOf = {"clerk", "manager"})
    public SortedMap<String, String> list() {
        return new TreeMap<>(items);
    }

    /** The same as a role: {@code sealgate.roles.from=keycloak} says where roles are. */
    @PUT
    @Path("/{item}")
    @RolesAllowed("clerk")
    public void takeIn(@PathParam("item") String item) {
        items.put(item, caller.getName());
    }

    @DELETE
    @Path("/{item}")
    @RolesAllowed("manager")
    public void writeOff(@PathParam("item") String item) {
        if (items.remove(item) == null) {
            throw new NotFoundException();
        }
    }

    /** For one program, whose token has no roles: {@code azp} is the client that Keycloak gave it to. */
    @GET
    @Path("/stocktaking")
    @RequiresClaim(name = "azp", equals = "stocktaking")
    public SortedMap<String, String> takeStock() {
        return new TreeMap<>(items);
    }
}
