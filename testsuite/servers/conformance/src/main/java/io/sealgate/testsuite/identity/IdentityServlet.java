package io.sealgate.testsuite.identity;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.Principal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /identity/WAY} reports every view of the caller as JSON, after the request or its work has travelled that way: {@code sync}, {@code
 * forward}, {@code include}, {@code dispatch} (asynchronous), {@code start} ({@code AsyncContext.start}), {@code startOriginal} (the same, with the
 * request of the asynchronous context), {@code ejb} (an asynchronous bean method), {@code executor}, {@code stage}, {@code error} (the error page, which is {@code /who}).
 * {@code session} is {@code sync} with an HTTP session, {@code logout} reports after {@code HttpServletRequest.logout()}.
 */
@WebServlet(
        urlPatterns = {"/identity/*", "/who"},
        asyncSupported = true)
public class IdentityServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long TIMEOUT_SECONDS = 20;

    @Inject
    private transient Principal injected;

    @Inject
    private transient SecurityContext securityContext;

    @EJB
    private transient IdentityBean bean;

    @Resource
    private transient ManagedExecutorService executor;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String way = request.getPathInfo() == null ? "/sync" : request.getPathInfo();
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            way = "/sync"; // the path is that of the including request
        }
        switch (way) {
            case "/sync" -> write(response, views(request));
            case "/session" -> {
                request.getSession(true);
                write(response, views(request));
            }
            case "/forward" -> request.getRequestDispatcher("/identity/sync").forward(request, response);
            case "/include" -> request.getRequestDispatcher("/identity/sync").include(request, response);
            case "/dispatch" -> request.startAsync().dispatch("/identity/sync");
            case "/start" -> start(request, request, response);
            case "/startOriginal" -> start(request, null, response);
            case "/ejb" -> write(response, later(bean.callerLater()::get));
            case "/executor" -> write(response, later(executor.submit(this::threadViews)::get));
            case "/stage" -> write(response, later(executor.supplyAsync(this::threadViews)::get));
            case "/plainStage" -> write(response, later(CompletableFuture.supplyAsync(this::threadViews)::get));
            case "/error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
            case "/logout" -> {
                request.logout();
                write(response, views(request));
            }
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void start(
            HttpServletRequest request, @Nullable HttpServletRequest seenThrough, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
        async.start(() -> {
            try {
                HttpServletRequest through =
                        seenThrough == null ? (HttpServletRequest) async.getRequest() : seenThrough;
                write(response, views(through));
            } catch (IOException e) {
                getServletContext().log("The client has gone", e);
            } finally {
                async.complete();
            }
        });
    }

    private JsonObject views(HttpServletRequest request) {
        JsonObjectBuilder views = Json.createObjectBuilder(threadViews());
        views.add("request", guarded(() -> CallerViews.view(request.getUserPrincipal(), request::isUserInRole)));
        String remoteUser = request.getRemoteUser();
        views.add("remoteUser", remoteUser == null ? JsonValue.NULL : Json.createValue(remoteUser));
        String authType = request.getAuthType();
        views.add("authType", authType == null ? JsonValue.NULL : Json.createValue(authType));
        return views.build();
    }

    /** The views that need no request but the thread. */
    private JsonObject threadViews() {
        return Json.createObjectBuilder()
                .add(
                        "securityContext",
                        guarded(() -> CallerViews.view(
                                securityContext.getCallerPrincipal(), securityContext::isCallerInRole)))
                .add("injected", guarded(this::injectedView))
                .add("ejb", guarded(bean::caller))
                .add("ejbAdmin", entered(bean::adminOnly))
                .add("ejbUser", entered(bean::userOnly))
                .build();
    }

    private JsonObject injectedView() {
        String name = injected.getName();
        return CallerViews.view(name == null ? null : () -> name, role -> false);
    }

    private static JsonObject later(Callable<JsonObject> result) {
        try {
            return result.call();
        } catch (Exception e) {
            return CallerViews.failed(e);
        }
    }

    private static JsonObject guarded(Supplier<JsonObject> view) {
        try {
            return view.get();
        } catch (RuntimeException e) {
            return CallerViews.failed(e);
        }
    }

    private static String entered(Supplier<String> method) {
        try {
            return method.get();
        } catch (EJBAccessException e) {
            return "denied";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static void write(HttpServletResponse response, JsonObject body) throws IOException {
        response.setContentType("application/json");
        PrintWriter writer = response.getWriter();
        writer.println(body);
        writer.flush();
    }
}
