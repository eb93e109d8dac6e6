package io.sealgate.cdi;

import java.util.List;

/** The application has a {@link RequiresClaim} that makes no sense or that nothing would enforce. Fails the deployment; the message lists all of them, a line each. */
final class UnenforceableRequirementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnenforceableRequirementException(List<String> problems) {
        super("Sealgate cannot guard this application.\n  " + String.join("\n  ", problems));
    }
}
