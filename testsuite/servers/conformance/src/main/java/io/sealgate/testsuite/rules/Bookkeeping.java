package io.sealgate.testsuite.rules;

import io.sealgate.cdi.RequiresScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What beans of bookkeeping have in common. */
@Stereotype
@ApplicationScoped
@RequiresScope("ledger")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Bookkeeping {}
