package io.sealgate.servlet.identity;

import jakarta.security.enterprise.CallerPrincipal;
import java.security.Principal;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * The caller as Jakarta Security knows him where a thread has no request. Soteria asks the request for the caller; without one, it takes from the subject of the thread a principal of the server's own types, or of
 * this one.
 *
 * <p>To be loaded only where Jakarta Security resolves. Thread-safe.
 */
final class JakartaSecurityCaller {
    private JakartaSecurityCaller() {}

    static void addTo(Subject subject, Principal caller) {
        Set<Principal> principals = subject.getPrincipals();
        synchronized (principals) {
            if (principals.stream().noneMatch(CallerPrincipal.class::isInstance)) {
                principals.add(new CallerPrincipal(caller.getName()));
            }
        }
    }
}
