package io.sealgate.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a call pass only if it comes with a valid token, and the user was authenticated as is required. No token: 401. Authenticated otherwise, or too long ago: 401 {@code
 * insufficient_user_authentication} with {@code acr_values} and {@code max_age}, with which clients send the user to authenticate again (RFC 9470).
 *
 * <pre>{@code
 * @RequiresAuthentication                                          // any valid token
 * @RequiresAuthentication(acr = "phr", maxAge = "PT15M")           // a second factor, within a quarter of an hour
 * }</pre>
 *
 * <p>It is asked after everything else, as who lacks a claim would authenticate again in vain. Everything else is as with {@link RequiresClaim}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresAuthentication {

    /**
     * The authentication context classes of which the claim {@code acr}, a string, has to be one, the preferred first. Not given: any will do, or none. An empty list, and one that is not printable ASCII without
     * space, quote and backslash, fails the deployment.
     */
    String[] acr() default RequiresClaim.UNSET;

    /**
     * How long ago the claim {@code auth_time} may be, as an ISO-8601 duration, PT1S to P36500D; as clocks differ, it may lie a minute in the future. Not given: any time, or none. Anything else fails the
     * deployment.
     */
    String maxAge() default RequiresClaim.UNSET;

    /** Whether callers who do not fulfil this pass all the same, and are reported; see {@link RequiresClaim#reportOnly()}. */
    boolean reportOnly() default false;
}
