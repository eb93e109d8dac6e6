package io.sealgate.servlet.identity;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.Executor;

/** Runs the tasks given to {@link #start} as the caller, and shows the request that knows the caller. */
final class CarryingAsyncContext implements AsyncContext {
    private final AsyncContext context;
    private final ServletRequest request;
    private final Executor caller;

    CarryingAsyncContext(AsyncContext context, ServletRequest request, Executor caller) {
        this.context = context;
        this.request = request;
        this.caller = caller;
    }

    /** Where asynchronous processing was started without naming a request, containers show the one that they made themselves. */
    @Override
    public ServletRequest getRequest() {
        return context.hasOriginalRequestAndResponse() ? request : context.getRequest();
    }

    @Override
    public void start(Runnable task) {
        context.start(() -> caller.execute(task));
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
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servletContext, String path) {
        context.dispatch(servletContext, path);
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
