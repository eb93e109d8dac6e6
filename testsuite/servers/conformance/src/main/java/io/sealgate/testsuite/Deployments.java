package io.sealgate.testsuite;

import org.jboss.arquillian.container.test.api.Deployer;

/** Applications that are there for a few requests alone. */
final class Deployments {
    private Deployments() {}

    /** Makes requests between deploying an application and undeploying it. What does not deploy throws, and is asked nothing. */
    static void whileDeployed(Deployer deployer, String name, Runnable requests) {
        deployer.deploy(name);
        try {
            requests.run();
        } finally {
            deployer.undeploy(name);
        }
    }

    /**
     * As {@link #whileDeployed}, of an application that the server may refuse to deploy, which is as good: by whom anything is refused does not count then ({@link DecisionRecorder#whoeverRefuses}).
     *
     * @return whether it was deployed
     */
    static boolean unlessRefused(Deployer deployer, String name, Runnable requests) {
        DecisionRecorder.whoeverRefuses();
        try {
            deployer.deploy(name);
        } catch (Exception refused) {
            DecisionRecorder.note("refused");
            return false;
        }
        try {
            requests.run();
        } finally {
            deployer.undeploy(name);
        }
        return true;
    }
}
