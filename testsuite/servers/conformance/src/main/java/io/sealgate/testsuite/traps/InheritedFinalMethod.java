package io.sealgate.testsuite.traps;

import jakarta.enterprise.context.ApplicationScoped;

/** What an interface asks for holds for a method that a proxy cannot override. */
@ApplicationScoped
public class InheritedFinalMethod implements ClaimedRead {

    @Override
    public final String read() {
        return "SECRET";
    }
}
