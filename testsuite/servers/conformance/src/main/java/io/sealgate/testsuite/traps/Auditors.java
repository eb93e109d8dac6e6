package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresRole;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An annotation of the application's own. */
@RequiresRole("auditor")
@Retention(RetentionPolicy.RUNTIME)
@interface Auditors {}
