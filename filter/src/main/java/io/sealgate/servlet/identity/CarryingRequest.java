package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose asynchronous context runs its tasks as the caller, which containers do not do by themselves. */
class CarryingRequest extends HttpServletRequestWrapper {
    private final Carrier carrier;

    CarryingRequest(HttpServletRequest request, Carrier carrier) {
        super(request);
        this.carrier = requireNonNull(carrier, "carrier");
    }

    @Override
    public AsyncContext startAsync() {
        return carrying(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return carrying(super.startAsync(request, response));
    }

    @Override
    public AsyncContext getAsyncContext() {
        return carrying(super.getAsyncContext());
    }

    private AsyncContext carrying(AsyncContext context) {
        return new CarryingAsyncContext(context, this, carrier);
    }
}
