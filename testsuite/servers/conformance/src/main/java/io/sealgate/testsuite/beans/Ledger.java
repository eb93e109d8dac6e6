package io.sealgate.testsuite.beans;

import io.sealgate.cdi.RequiresClaim;
import jakarta.ejb.Local;

/** The business interface asks for something, too. */
@Local
public interface Ledger {

    @RequiresClaim(name = "tenant", equalsArgument = "0")
    String of(String tenant);
}
