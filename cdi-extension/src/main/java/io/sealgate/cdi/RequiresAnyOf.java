package io.sealgate.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a call pass only if it comes with a valid token that fulfils at least one of several requirements, whichever: no token 401, a token that fulfils none 403.
 *
 * <pre>{@code
 * @RequiresAnyOf({@RequiresClaim(name = "act", absent = true), @RequiresClaim(name = "level", atLeast = 3)})
 * @RequiresAnyOf(scopes = "orders:admin", roles = {"clerk", "auditor"})
 * }</pre>
 *
 * <p>Everything else is as with {@link RequiresClaim}. Where the annotation is repeated, each of them must hold. Fewer than two alternatives, and a {@link RequiresClaim} among them with a {@code
 * reportOnly} of its own, fail the deployment.
 */
@Documented
@Repeatable(RequiresAnyOf.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresAnyOf {

    /** Claims, each of which suffices. */
    RequiresClaim[] value() default {};

    /** Values of {@code scope}, each of which suffices. */
    String[] scopes() default {};

    /** Roles, each of which suffices; they are found where {@code sealgate.roles.from} says. */
    String[] roles() default {};

    /** Whether callers who fulfil none of it pass all the same, and are reported; see {@link RequiresClaim#reportOnly()}. */
    boolean reportOnly() default false;

    /** Several groups, each of which must hold. The compiler writes this where {@code @RequiresAnyOf} is repeated. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        RequiresAnyOf[] value();
    }
}
