package io.sealgate.cdi;

import io.sealgate.claims.Call;
import io.sealgate.claims.Requirement;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Asks a rule of the application's own.
 *
 * @param rule the bean's type
 */
record RuleRequirement(Class<? extends AuthorizationRule> rule) implements Requirement {

    /**
     * @throws RuleFailedException if the rule cannot tell
     */
    @Override
    public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
        Instance.Handle<? extends AuthorizationRule> bean =
                CDI.current().select(rule).getHandle();
        try {
            return bean.get().permits(caller, call);
        } catch (AuthorizationDeniedException denied) {
            return false;
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new RuleFailedException(failure);
        } finally {
            // Of the others there is one for all calls.
            if (bean.getBean().getScope() == Dependent.class) {
                bean.destroy();
            }
        }
    }

    @Override
    public RejectionReason reason() {
        return RejectionReason.RULE_REFUSED;
    }

    @Override
    public String toString() {
        return "rule " + rule.getName();
    }

    /** A rule has thrown a checked exception. */
    static final class RuleFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RuleFailedException(Exception cause) {
            super(cause);
        }
    }
}
