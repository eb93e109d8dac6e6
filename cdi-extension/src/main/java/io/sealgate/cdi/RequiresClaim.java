package io.sealgate.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a call pass only if it comes with a valid token whose claim fulfils a requirement: no token, or one that is not valid, 401; a token without the
 * claim 403. The line in the log, {@code Refused CLAIM_REQUIRED …}, has what was expected; callers are not told.
 *
 * <pre>{@code
 * @RequiresClaim(name = "email_verified_by")                                    // is there
 * @RequiresClaim(name = "tenant", equals = "acme")                              // is this string
 * @RequiresClaim(name = "scope", anyOf = {"orders:read", "orders:write"})       // is or holds one of these
 * @RequiresClaim(name = "/realm_access/roles", allOf = {"clerk", "approver"})   // holds all of these
 * @RequiresClaim(name = "groups", noneOf = "suspended")                         // is there and holds none of these
 * @RequiresClaim(name = "email_verified", is = true)
 * @RequiresClaim(name = "level", atLeast = 3)                                   // a number
 * @RequiresClaim(name = "auth_time", within = "PT15M")                          // no longer ago than this
 * @RequiresClaim(name = "act", absent = true)                                   // is not there
 * @RequiresClaim(name = "tenant", equalsPath = "tenantId")                      // is what the request's path says
 * }</pre>
 *
 * <p>Works on the resources of Jakarta REST, where it is checked before the body is read, on the classes of servlets, on CDI beans and Jakarta
 * Enterprise Beans, and on WebSocket endpoints, at the handshake and for each message (see {@link
 * io.sealgate.cdi.websocket.SealgateConfigurator}). Comparison is exact, case-sensitive and never coerces types; see {@link io.sealgate.claims.ClaimRequirement}.
 *
 * <p><b>Which requirements hold for a method.</b> All of them: those on the method, on the methods that it overrides or
 * implements, on its class, and on all superclasses and interfaces of its class. A requirement can be added on the way down but never
 * taken away; {@code @PermitAll} on a method does not lift a requirement either. An annotation of your own (a CDI stereotype, too) that carries {@code @RequiresClaim} counts like
 * the {@code @RequiresClaim} itself. Where one of several suffices, use {@link RequiresAnyOf}.
 *
 * <p>What cannot be guarded (a private, static or final method, a class that neither CDI nor Jakarta REST calls) and what makes
 * no sense (two matchers at once, an empty name) fails the deployment. A call that comes from no HTTP request, such as a timer, has no
 * caller and is refused.
 *
 * <p><b>What passes no guard.</b> CDI guards calls that go through it. Two kinds do not, and fail the deployment with what to do about it: a method that calls another one of its own object
 * ({@code this.cancel()}) without asking the same (SG-226), and code that makes a bean with {@code new} (SG-228). An object that came back from elsewhere ({@code Stream.of(this)}), or that reflection made,
 * nobody can see: inject the bean, or say {@link CallerContext#require} in the method.
 */
@Documented
@Repeatable(RequiresClaim.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresClaim {

    /**
     * The default of every matcher. It cannot be written by accident, so that {@code anyOf = {}} is an error and not the
     * same as no matcher at all.
     */
    String UNSET = "\u0000";

    /** The default of the matchers that compare with a number; no number to compare with. */
    long UNSET_NUMBER = Long.MIN_VALUE;

    /**
     * The name of a claim, or a JSON Pointer (RFC 6901), which starts with a slash: {@code /realm_access/roles}. Without that slash it is one claim of just this name, of which the log warns at
     * deployment (SG-229) if it has a slash inside and looks like no URI.
     */
    String name();

    /** {@code true}: the claim is not there; one that is null is. All other matchers ask that it is there and not null, {@link #noneOf} included. */
    boolean absent() default false;

    /** The claim is this string. An array that holds it does not do. */
    String equals() default UNSET;

    /** The claim is one of these strings, or an array of strings, or a {@code scope}, that holds at least one of them. */
    String[] anyOf() default UNSET;

    /** The claim is an array of strings, or a {@code scope}, that holds all of these; a single string counts as an array of one. */
    String[] allOf() default UNSET;

    /** The claim is a string, or an array of strings, or a {@code scope}, and is or holds none of these. */
    String[] noneOf() default UNSET;

    /** The claim is this literal, {@code true} or {@code false}; to be given once. */
    boolean[] is() default {};

    /** The claim is this number, however it is written: 5 and 5.0 are the same. A string of digits does not do. */
    long equalsNumber() default UNSET_NUMBER;

    /** The claim is this number or a larger one. */
    long atLeast() default UNSET_NUMBER;

    /**
     * The claim is a NumericDate (seconds since 1970, RFC 7519 section 2) no longer ago than this ISO-8601 duration, PT1S to P36500D; as clocks differ, it may lie a minute in the
     * future.
     */
    String within() default UNSET;

    /**
     * The claim is a string and equals this parameter of the request's path, {@code @Path("/{tenantId}/orders")}, decoded once; if several parts of the path have it, each. For methods that Jakarta REST calls and for WebSocket endpoints; a parameter that
     * is in no template fails the deployment (of a class without {@code @Path}, to which locators lead, each request where it is missing).
     */
    String equalsPath() default UNSET;

    /** The claim is a string and equals this parameter of the request's query, decoded once; if there are several of it, each; if there is none, the call is refused. For methods that Jakarta REST calls and for WebSocket endpoints. */
    String equalsQuery() default UNSET;

    /** The claim is a string and equals this header field of the request; if there are several lines of it, each; if there is none, the call is refused. For methods that Jakarta REST calls. */
    String equalsHeader() default UNSET;

    /**
     * The claim equals what is passed to the method: a string, a whole number or a boolean. For methods of beans that Jakarta REST does not call.
     *
     * <p>Names the parameter, which needs {@code -parameters} when the class is compiled, or its position, counted from 0.
     */
    String equalsArgument() default UNSET;

    /**
     * Whether callers who do not fulfil this pass all the same: they are logged ({@code Would refuse …}), counted ({@link io.sealgate.event.DenialCounts}) and fired as events. To find out who would be refused. Where
     * nothing else is asked, that goes for callers without a token, too; a token that is not valid is refused in any case.
     */
    boolean reportOnly() default false;

    /** Several requirements, all of which must hold. The compiler writes this where {@code @RequiresClaim} is repeated. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        RequiresClaim[] value();
    }
}
