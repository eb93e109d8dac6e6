package io.sealgate;

import io.sealgate.claims.AudienceRule;
import io.sealgate.claims.ConfirmationRule;
import io.sealgate.claims.IdentityClaimsRule;
import io.sealgate.claims.IssuerRule;
import io.sealgate.claims.IssuerRules;
import io.sealgate.claims.RequiredClaimsRule;
import io.sealgate.claims.TimeRule;
import io.sealgate.claims.TypeRule;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionBound;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeySource;
import io.sealgate.jwks.RemoteKeySource;
import java.util.List;
import java.util.Optional;

/** Makes the policies of issuers, with what the application has one of. */
final class PolicyFactory {
    private final CryptoProvider provider;
    private final DecryptionBound bound;
    private final int maxLength;
    private volatile List<LocalKeys> configured = List.of();

    /**
     * @param bound on operations with an asymmetric decryption key, for all issuers together
     * @param maxLength the longest token accepted, in characters
     */
    PolicyFactory(CryptoProvider provider, DecryptionBound bound, int maxLength) {
        this.provider = provider;
        this.bound = bound;
        this.maxLength = maxLength;
    }

    /**
     * The keys of an issuer that are not fetched.
     *
     * @param keys without problems
     */
    LocalKeys localKeys(KeyAssembly keys) {
        return new LocalKeys(keys, provider);
    }

    /**
     * Sets what no fetched key may be the public half of, for the policies that were made and those that will be.
     *
     * @param keys those of all configured issuers
     */
    void decryptWith(List<LocalKeys> keys) {
        configured = List.copyOf(keys);
    }

    /**
     * Makes a policy; if its keys are fetched, that begins.
     *
     * @param keys those of this issuer that are not fetched
     */
    IssuerPolicy create(Issuer issuer, LocalKeys keys, IssuerPolicy.Term term) {
        return create(issuer, keys, keySource(issuer, keys), new KeyUses(), term);
    }

    /**
     * Makes a policy in place of another one of the same issuer, whose keys it goes on with if they are fetched alike, and whose counts.
     *
     * @param issuerBefore what the other one was made of
     */
    IssuerPolicy replace(Issuer issuerBefore, IssuerPolicy before, Issuer issuer, LocalKeys keys) {
        Verification verification = issuer.verification();
        boolean fetchedAlike = verification.remote().isPresent()
                && verification.remote().equals(issuerBefore.verification().remote())
                && verification.algorithms().equals(issuerBefore.verification().algorithms());
        return create(
                issuer,
                keys,
                fetchedAlike ? before.keys() : keySource(issuer, keys),
                before.uses(),
                IssuerPolicy.Term.ALWAYS);
    }

    private IssuerPolicy create(Issuer issuer, LocalKeys keys, KeySource source, KeyUses uses, IssuerPolicy.Term term) {
        JoseTokenVerifier verifier = issuer.decryption()
                .map(decryption -> JoseTokenVerifier.forNested(
                        source,
                        keys::decryptionKeys,
                        decryption.contentEncryption(),
                        decryption.required(),
                        bound,
                        maxLength))
                .orElseGet(() -> JoseTokenVerifier.forSigned(source, maxLength));
        return new IssuerPolicy(
                issuer.properties(),
                issuer.name(),
                source,
                verifier,
                rules(issuer),
                new CallerReader(
                        issuer.claims().rolesFrom(),
                        issuer.claims().roleNames(),
                        issuer.claims().principalFrom()),
                uses,
                term);
    }

    private KeySource keySource(Issuer issuer, LocalKeys keys) {
        Verification verification = issuer.verification();
        if (verification.remote().isPresent()) {
            return RemoteKeySource.start(
                    issuer.name(),
                    issuer.properties(),
                    verification.remote().get(),
                    verification.algorithms(),
                    provider,
                    key -> configured.stream().anyMatch(each -> each.decryptWith(key)));
        }
        return keys;
    }

    private static IssuerRules rules(Issuer issuer) {
        Claims claims = issuer.claims();
        return new IssuerRules(
                new TypeRule(List.copyOf(claims.types())),
                new IssuerRule(issuer.name()),
                issuer.audiences().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AudienceRule(List.copyOf(issuer.audiences()))),
                new TimeRule(claims.clockSkew(), claims.maxAge(), claims.maxLifetime()),
                IdentityClaimsRule.namedBy(claims.principalFrom()),
                new ConfirmationRule(),
                RequiredClaimsRule.of(claims.required()));
    }
}
