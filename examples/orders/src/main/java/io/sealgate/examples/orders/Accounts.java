package io.sealgate.examples.orders;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;
import java.util.Set;

/** Who may log in, and what for: a Jakarta Security identity store. A real one asks a database or a directory. */
@ApplicationScoped
public class Accounts implements IdentityStore {

    /**
     * @param passwordHash as {@link Pbkdf2PasswordHash} writes it; the passwords are in the README
     * @param groups the roles, for {@code @RolesAllowed}
     * @param scope what the account may do, for {@code @RequiresClaim}
     * @param department another claim
     */
    record Account(String passwordHash, Set<String> groups, String scope, String department) {}

    private static final Map<String, Account> ACCOUNTS = Map.of(
            "alice",
            new Account(
                    "PBKDF2WithHmacSHA512:210000:H0J5w9CoY7IlTpJbsJQzk+S3I10hTM0e+O62KYedgdw=:ie0SBBiTfVo0M8eEdIQxWPVo2d5AiG7kyvdJEZmKG+k=",
                    Set.of("manager"),
                    "orders:read orders:write",
                    "sales"),
            "bob",
            new Account(
                    "PBKDF2WithHmacSHA512:210000:dC1xgeexkLPMq59odn6LyVtl29RCMKUeGhrZUS5jHzY=:oTdsRuh1GTk+dFFt0ZXAfDfAb25r8jAfG2MVvKRXtoI=",
                    Set.of("clerk"),
                    "orders:read",
                    "support"));

    /** Nobody's: checked for unknown names, so that the time of an answer does not tell which names exist. */
    private static final String DECOY_HASH =
            "PBKDF2WithHmacSHA512:210000:4yYqs4r+faYYXtMBdtzJIIt6ivJGKPowGY+yt3+Rfo4=:WoRJhumEjpJ2/1kM9OWIWgVgVrbTqqMak5jpgWG3Mpw=";

    @Inject
    Pbkdf2PasswordHash passwordHash;

    /** Called by the container's {@code IdentityStoreHandler}, by way of {@link IdentityStore#validate}. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        Account account = ACCOUNTS.get(credential.getCaller());
        boolean matches = passwordHash.verify(
                credential.getPassword().getValue(), account == null ? DECOY_HASH : account.passwordHash());
        return account != null && matches
                ? new CredentialValidationResult(credential.getCaller(), account.groups())
                : CredentialValidationResult.INVALID_RESULT;
    }

    /** What stands behind a name that {@link #validate} has accepted. */
    Account account(String caller) {
        return requireNonNull(ACCOUNTS.get(caller));
    }
}
