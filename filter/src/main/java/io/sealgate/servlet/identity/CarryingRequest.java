package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A request whose asynchronous context runs its tasks as the caller, which containers do not do by themselves. */
class CarryingRequest extends HttpServletRequestWrapper {
    private final Supplier<Executor> caller;

    /**
     * @param caller called when asynchronous processing starts, on the request's thread; what it returns runs a task as the caller, on the thread that
     *     hands it the task
     */
    CarryingRequest(HttpServletRequest request, Supplier<Executor> caller) {
        super(request);
        this.caller = requireNonNull(caller, "caller");
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
        return new CarryingAsyncContext(context, this, caller.get());
    }
}
