package io.sealgate.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds {@link RequiresClaimInterceptor}. {@link SealgateExtension} puts it on every method for which {@link RequirementReader} finds a
 * requirement; nobody writes it.
 *
 * <p>{@link RequiresClaim} is not a binding itself, because CDI takes no bindings from interfaces, overridden methods and
 * containers of repeated annotations, and calls it an error if a stereotype and a class carry the same binding with different
 * members (Jakarta CDI 4.0 section 9.5.2).
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface ClaimGuarded {

    /** The binding, for the extension to add. */
    final class Literal extends AnnotationLiteral<ClaimGuarded> implements ClaimGuarded {
        static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1;

        private Literal() {}
    }
}
