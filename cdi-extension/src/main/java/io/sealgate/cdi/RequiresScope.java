package io.sealgate.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a call pass only if it comes with a valid token whose {@code scope} holds what is required: no token 401, a token without it 403 with the scope that is
 * needed (RFC 6750 section 3.1).
 *
 * <pre>{@code
 * @RequiresScope("orders:read")
 * }</pre>
 *
 * <p>The same as {@code @RequiresClaim(name = "scope", allOf = …)}; everything else is as with {@link RequiresClaim}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {

    /** Values of {@code scope}, all of which are required. None at all, and what RFC 6749 section 3.3 does not allow (a space within one), fails the deployment. Where one of several suffices, use {@link RequiresAnyOf#scopes()}. */
    String[] value();

    /** Whether callers who do not fulfil this pass all the same, and are reported; see {@link RequiresClaim#reportOnly()}. */
    boolean reportOnly() default false;
}
