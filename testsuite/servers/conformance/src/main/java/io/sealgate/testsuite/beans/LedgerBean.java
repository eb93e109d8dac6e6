package io.sealgate.testsuite.beans;

import io.sealgate.cdi.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;

/** Guarded by class and by interface. */
@Stateless
@PermitAll
@RequiresScope("ledger")
public class LedgerBean implements Ledger {

    @Override
    public String of(String tenant) {
        return "SECRET ledger of " + tenant;
    }
}
