package io.sealgate.cdi.websocket;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Binds {@code SessionGuard}. The CDI extension puts it on the callbacks of endpoints that ask something; nobody writes it. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SessionGuarded {

    /** The binding, for the extension to add. */
    final class Literal extends AnnotationLiteral<SessionGuarded> implements SessionGuarded {
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1;

        private Literal() {}
    }
}
