package io.sealgate.servlet.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Calls a filter chain through an executor and lets the chain's exceptions pass unchanged. */
final class ChainCall implements Runnable {
    private final FilterChain chain;
    private final ServletRequest request;
    private final ServletResponse response;
    private @Nullable Throwable thrown;

    private ChainCall(FilterChain chain, ServletRequest request, ServletResponse response) {
        this.chain = chain;
        this.request = request;
        this.response = response;
    }

    /**
     * @param sameThread runs a task on the calling thread, before it returns
     */
    static void run(Executor sameThread, FilterChain chain, ServletRequest request, ServletResponse response)
            throws IOException, ServletException {
        ChainCall call = new ChainCall(chain, request, response);
        sameThread.execute(call);
        call.rethrow();
    }

    @Override
    public void run() {
        try {
            chain.doFilter(request, response);
        } catch (Throwable t) {
            thrown = t;
        }
    }

    private void rethrow() throws IOException, ServletException {
        if (thrown instanceof IOException e) {
            throw e;
        } else if (thrown instanceof ServletException e) {
            throw e;
        } else if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        } else if (thrown != null) {
            throw new ServletException(thrown); // a checked exception that the chain does not declare
        }
    }
}
