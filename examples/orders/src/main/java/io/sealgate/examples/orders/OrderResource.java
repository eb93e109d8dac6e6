package io.sealgate.examples.orders;

import io.sealgate.cdi.RequiresClaim;
import io.sealgate.token.TokenPrincipal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The orders, in memory. Each endpoint says what it asks of a token; none looks at one. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class OrderResource {

    /** The caller of the present request, by a proxy: safe to keep in a bean that serves all of them. */
    @Inject
    TokenPrincipal caller;

    private final Map<Long, Order> orders = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /** What is posted and answered; the caller names the item, the shop the rest. */
    public static class Order {
        public long id;
        public @Nullable String item;
        public @Nullable String customer;
    }

    /** No rule: open to all, with and without a token. */
    @GET
    @Path("/public")
    public Map<String, Integer> count() {
        return Map.of("orders", orders.size());
    }

    @GET
    @RequiresClaim(
            name = "scope",
            anyOf = {"orders:read", "orders:admin"})
    public List<Order> list() {
        return List.copyOf(orders.values());
    }

    @GET
    @Path("/{id: \\d+}")
    @RequiresClaim(
            name = "scope",
            anyOf = {"orders:read", "orders:admin"})
    public Order find(@PathParam("id") long id) {
        Order order = orders.get(id);
        if (order == null) {
            throw new NotFoundException();
        }
        return order;
    }

    @POST
    @RequiresClaim(
            name = "scope",
            allOf = {"orders:read", "orders:write"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response place(Order order, @Context UriInfo uri) {
        if (order == null || order.item == null || order.item.isBlank()) {
            throw new BadRequestException();
        }
        order.id = lastId.incrementAndGet();
        order.customer = caller.getName();
        orders.put(order.id, order);
        return Response.created(uri.getAbsolutePathBuilder().path("{id}").build(order.id))
                .entity(order)
                .build();
    }

    /** Both must hold: the role, from the claim {@code groups}, and the department. */
    @DELETE
    @Path("/{id: \\d+}")
    @RolesAllowed("manager")
    @RequiresClaim(name = "department", equals = "sales")
    public void cancel(@PathParam("id") long id) {
        if (orders.remove(id) == null) {
            throw new NotFoundException();
        }
    }
}
