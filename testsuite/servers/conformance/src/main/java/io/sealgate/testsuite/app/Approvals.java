package io.sealgate.testsuite.app;

import io.sealgate.cdi.RequiresClaim;

/** Requirements that come with an interface. */
public interface Approvals {

    @RequiresClaim(name = "approver")
    String approve();
}
