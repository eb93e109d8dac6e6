package io.sealgate.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has to wait until all servlets of an application are registered, and happens before its first request. The listener is declared in {@code web-fragment.xml}, as
 * containers forbid one that is added in code to look at servlets. Where {@code web.xml} is {@code metadata-complete} there are no fragments: there, the {@link
 * TokenAuthenticationFilter} runs the steps when it starts.
 */
public final class DeploymentSteps implements ServletContextListener {
    private static final String ATTRIBUTE = DeploymentSteps.class.getName();

    /** For the container. */
    public DeploymentSteps() {}

    /**
     * Adds a step; to be called by a {@link jakarta.servlet.ServletContainerInitializer}. What a step throws fails the deployment; the application stays shut also where a
     * container merely logs that.
     */
    public static void add(ServletContext context, Consumer<ServletContext> step) {
        if (context.getAttribute(ATTRIBUTE) instanceof Steps steps) {
            steps.waiting.add(step);
        } else {
            Steps steps = new Steps();
            steps.waiting.add(step);
            context.setAttribute(ATTRIBUTE, steps);
        }
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        run(event.getServletContext());
    }

    /** Runs the steps that have not run, in order; throws again what one of them has thrown. */
    static void run(ServletContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof Steps steps) {
            steps.run(context);
        }
    }

    private static final class Steps {
        private final List<Consumer<ServletContext>> waiting = new ArrayList<>();
        private @Nullable RuntimeException failure;

        synchronized void run(ServletContext context) {
            if (failure != null) {
                throw failure;
            }
            try {
                while (!waiting.isEmpty()) {
                    waiting.remove(0).accept(context);
                }
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }
}
