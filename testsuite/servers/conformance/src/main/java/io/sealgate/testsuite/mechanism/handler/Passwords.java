package io.sealgate.testsuite.mechanism.handler;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Knows one caller. */
@ApplicationScoped
public class Passwords implements IdentityStore {

    /** Called by the container, by this name, for credentials of this kind. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return credential.compareTo("bob", "bob-password")
                ? new CredentialValidationResult("bob", Set.of("user"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
