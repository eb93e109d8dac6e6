package io.sealgate.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a call pass only if it comes with a valid token and rules of the application's own permit it: no token 401, a rule that says no 403, a rule that fails 503.
 *
 * <pre>{@code
 * @RequiresRule(OpeningHours.class)
 * }</pre>
 *
 * <p>Everything else is as with {@link RequiresClaim}. No rule at all, and one that is not exactly one CDI bean, fails the deployment.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresRule {

    /** The bean types of the rules, all of which must permit the call. */
    Class<? extends AuthorizationRule>[] value();

    /** Whether callers whom a rule refuses, or fails for, pass all the same, and are reported; see {@link RequiresClaim#reportOnly()}. */
    boolean reportOnly() default false;
}
