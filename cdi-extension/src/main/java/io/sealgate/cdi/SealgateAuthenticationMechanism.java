package io.sealgate.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies Sealgate's {@code HttpAuthenticationMechanism} of Jakarta Security, for applications that authenticate callers in several ways: a mechanism of their own, or, with
 * Jakarta Security 4.0, an {@code HttpAuthenticationMechanismHandler}, has it injected and calls it for requests with a token.
 *
 * <pre>{@code
 * @Inject
 * @SealgateAuthenticationMechanism
 * HttpAuthenticationMechanism tokens;
 * }</pre>
 *
 * <p>There is such a bean only if some class of the application carries this annotation, on a field or a parameter. Applications whose callers all come with tokens do not need it: Sealgate tells the container who calls by itself.
 *
 * <p>The bean finds what Sealgate's filter finds, and logs and answers alike: no token is {@code NOT_DONE}, or a challenge where a security constraint asks for a caller; a token that is not valid is answered and
 * {@code SEND_FAILURE}; a valid one tells the container the caller and roles.
 */
@Documented
@Qualifier @Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface SealgateAuthenticationMechanism {

    /** For programmatic look-up. */
    final class Literal extends AnnotationLiteral<SealgateAuthenticationMechanism>
            implements SealgateAuthenticationMechanism {
        /** The one instance. */
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1;

        private Literal() {}
    }
}
