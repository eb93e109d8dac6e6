package io.sealgate.testsuite.rules;

import io.sealgate.cdi.RequiresClaim;

/** Guarded by the interceptor alone, for it is no REST resource. */
@Bookkeeping
public class Ledgers {

    @RequiresClaim(name = "tenant", equalsArgument = "1")
    public String of(int year, String tenant) {
        return "SECRET ledger of " + year;
    }
}
