package io.sealgate.testsuite.beans;

import io.sealgate.cdi.RequiresAnyOf;
import io.sealgate.cdi.RequiresClaim;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An annotation of the application's own. */
@RequiresAnyOf(value = @RequiresClaim(name = "department", equals = "audit"), scopes = "orders:read")
@Retention(RetentionPolicy.RUNTIME)
@interface OrdersOrAudit {}
