package io.sealgate.servlet.identity;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** Runs the tasks given to {@link #start} as the caller, and shows the request that knows the caller. */
final class CarryingAsyncContext implements AsyncContext {
    private final AsyncContext context;
    private final ServletRequest request;
    private final Carrier carrier;

    CarryingAsyncContext(AsyncContext context, ServletRequest request, Carrier carrier) {
        this.context = context;
        this.request = request;
        this.carrier = carrier;
    }

    /** Where asynchronous processing was started without naming a request, containers show the one that they made themselves. */
    @Override
    public ServletRequest getRequest() {
        return context.hasOriginalRequestAndResponse() ? request : context.getRequest();
    }

    @Override
    public void start(Runnable task) {
        carrier.nobody().execute(() -> context.start(() -> carrier.caller().execute(task)));
    }

    @Override
    public ServletResponse getResponse() {
        return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        carrier.nobody().execute(context::dispatch);
    }

    @Override
    public void dispatch(String path) {
        carrier.nobody().execute(() -> context.dispatch(path));
    }

    @Override
    public void dispatch(ServletContext servletContext, String path) {
        carrier.nobody().execute(() -> context.dispatch(servletContext, path));
    }

    @Override
    public void complete() {
        context.complete();
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest servletRequest, ServletResponse servletResponse) {
        context.addListener(listener, servletRequest, servletResponse);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> listener) throws ServletException {
        return context.createListener(listener);
    }

    @Override
    public void setTimeout(long milliseconds) {
        context.setTimeout(milliseconds);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
    }
}
