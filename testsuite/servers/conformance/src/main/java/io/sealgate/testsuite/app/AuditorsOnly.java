package io.sealgate.testsuite.app;

import io.sealgate.cdi.RequiresClaim;

/** A requirement that comes with a superclass. */
@RequiresClaim(name = "auditor")
public abstract class AuditorsOnly {}
