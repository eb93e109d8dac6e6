package io.sealgate.testsuite.traps;

import io.sealgate.cdi.RequiresClaim;

/** Asks for a claim. */
public interface ClaimedRead {

    @RequiresClaim(name = "scope")
    String read();
}
