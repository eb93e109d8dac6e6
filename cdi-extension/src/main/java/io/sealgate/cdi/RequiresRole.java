package io.sealgate.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a call pass only if it comes with a valid token whose caller has the roles that are required: no token 401, a caller without them 403.
 *
 * <pre>{@code
 * @RequiresRole("clerk")
 * }</pre>
 *
 * <p>Roles are found where {@code sealgate.roles.from} says, in nested claims, too. Unlike {@code @RolesAllowed} it adds up with what is inherited, it asks for all of several roles,
 * and it works on any CDI bean; everything else is as with {@link RequiresClaim}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresRole {

    /** Roles, all of which are required; upper and lower case differ. None at all, or a blank one, fails the deployment. Where one of several suffices, use {@link RequiresAnyOf#roles()}. */
    String[] value();

    /** Whether callers who do not fulfil this pass all the same, and are reported; see {@link RequiresClaim#reportOnly()}. */
    boolean reportOnly() default false;
}
