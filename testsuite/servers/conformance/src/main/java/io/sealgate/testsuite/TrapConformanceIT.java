package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.testing.TestTokens;
import io.sealgate.testsuite.TestHttpClient.HandshakeRefused;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What would leave a requirement without effect is either found when the application is deployed, with a sentence that says what to change, or has no effect on the
 * requirement.
 */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class TrapConformanceIT {
    private static final TestHttpClient CLIENT = new TestHttpClient();
    private static final String CLASSES = "io.sealgate.testsuite.traps.";
    private static final String WEB_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"%s>
              %s
            </web-app>
            """;

    @Deployment(name = "private-method", managed = false, testable = false)
    static WebArchive privateMethod() {
        return trap("private-method", "PrivateMethod");
    }

    @Test
    void privateMethod_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "private-method", "PrivateMethod#secret has @RequiresClaim but is private");
    }

    @Deployment(name = "static-method", managed = false, testable = false)
    static WebArchive staticMethod() {
        return trap("static-method", "StaticMethod");
    }

    @Test
    void staticMethod_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "static-method", "StaticMethod#read has @RequiresClaim but is static");
    }

    @Deployment(name = "final-method", managed = false, testable = false)
    static WebArchive finalMethod() {
        return trap("final-method", "FinalMethod");
    }

    @Test
    void finalMethod_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "final-method", "FinalMethod#read has @RequiresClaim but is final");
    }

    @Deployment(name = "inherited-final-method", managed = false, testable = false)
    static WebArchive inheritedFinalMethod() {
        return trap("inherited-final-method", "InheritedFinalMethod", "ClaimedRead");
    }

    @Test
    void inheritedFinalMethod_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer, "inherited-final-method", "InheritedFinalMethod#read has @RequiresClaim but is final");
    }

    @Deployment(name = "final-class", managed = false, testable = false)
    static WebArchive finalClass() {
        return trap("final-class", "FinalClass");
    }

    @Test
    void finalClass_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "final-class", "FinalClass has @RequiresClaim but is a final class");
    }

    @Deployment(name = "not-a-bean", managed = false, testable = false)
    static WebArchive notABean() {
        return trap("not-a-bean", "NotABean");
    }

    @Test
    void classWithoutScope_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer, "not-a-bean", "NotABean#read has @RequiresClaim but is not an intercepted bean method");
    }

    @Deployment(name = "calls-itself", managed = false, testable = false)
    static WebArchive callsItself() {
        return trap("calls-itself", "CallsItself");
    }

    @Test
    void callOnThis_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer, "calls-itself", "CallsItself#list calls " + CLASSES + "CallsItself#read of its own");
    }

    @Deployment(name = "calls-itself-later", managed = false, testable = false)
    static WebArchive callsItselfLater() {
        return trap("calls-itself-later", "CallsItselfLater");
    }

    @Test
    void callOnThisInALambda_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer,
                "calls-itself-later",
                "CallsItselfLater#later calls " + CLASSES + "CallsItselfLater#read of its own");
    }

    @Deployment(name = "resource-calls-itself", managed = false, testable = false)
    static WebArchive resourceCallsItself() {
        return trap("resource-calls-itself", "ScannedApplication", "ResourceCallsItself");
    }

    @Test
    void resourceWithoutScopeThatCallsItself_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer,
                "resource-calls-itself",
                "ResourceCallsItself#list calls " + CLASSES + "ResourceCallsItself#read of its own");
    }

    @Deployment(name = "makes-bean", managed = false, testable = false)
    static WebArchive makesBean() {
        return trap("makes-bean", "MakesBean", "MadeBean");
    }

    @Test
    void beanMadeWithNew_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "makes-bean", "MakesBean#doGet makes a " + CLASSES + "MadeBean with new");
    }

    @Deployment(name = "produces-bean", managed = false, testable = false)
    static WebArchive producesBean() {
        return trap("produces-bean", "ProducesBean", "MadeBean");
    }

    @Test
    void beanMadeByAProducer_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "produces-bean", "ProducesBean#produced makes a " + CLASSES + "MadeBean with new");
    }

    @Deployment(name = "socket-without-configurator", managed = false, testable = false)
    static WebArchive socketWithoutConfigurator() {
        return trap("socket-without-configurator", "SocketWithoutConfigurator");
    }

    @Test
    void socketWithoutConfigurator_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer,
                "socket-without-configurator",
                "SocketWithoutConfigurator has @RequiresClaim but another configurator");
    }

    @Deployment(name = "socket-not-a-bean", managed = false, testable = false)
    static WebArchive socketThatIsNoBean() {
        return trap("socket-not-a-bean", "SocketNotABean");
    }

    @Test
    void socketThatIsNoBean_isNotDeployedOrGuarded(@ArquillianResource Deployer deployer) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        // Some servers make endpoints beans by themselves.
        boolean deployed = Deployments.unlessRefused(
                deployer, "socket-not-a-bean", () -> assertSocketGuarded("socket-not-a-bean"));
        if (!deployed) {
            log.await("SocketNotABean is a WebSocket endpoint with rules but no CDI bean");
        }
    }

    @Deployment(name = "socket-by-stereotype", managed = false, testable = false)
    static WebArchive socketWithAnAnnotationOfItsOwn() {
        return trap("socket-by-stereotype", "SocketByStereotype", "Auditors");
    }

    @Test
    void socketWithAnAnnotationOfItsOwn_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer, "socket-by-stereotype", "SocketByStereotype has @RequiresRole but another configurator");
    }

    @Deployment(name = "socket-in-code", managed = false, testable = false)
    static WebArchive socketInCode() {
        return trap("socket-in-code", "SocketInCode");
    }

    @Test
    void socketInCode_isNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(
                deployer,
                "socket-in-code",
                "SocketInCode has @RequiresClaim but is a WebSocket endpoint whose path only code knows");
    }

    @Deployment(name = "socket", managed = false, testable = false)
    static WebArchive socket() {
        return trap("socket", "Socket");
    }

    @Test
    void socket_isGuarded(@ArquillianResource Deployer deployer) {
        Deployments.whileDeployed(deployer, "socket", () -> assertSocketGuarded("socket"));
    }

    @Deployment(name = "two-matchers", managed = false, testable = false)
    static WebArchive twoMatchers() {
        return trap("two-matchers", "TwoMatchers");
    }

    @Test
    void twoMatchers_areNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "two-matchers", "@RequiresClaim on io.sealgate.testsuite.traps.TwoMatchers#read");
    }

    @Deployment(name = "no-values", managed = false, testable = false)
    static WebArchive noValues() {
        return trap("no-values", "NoValues");
    }

    @Test
    void noValues_areNotDeployed(@ArquillianResource Deployer deployer) {
        assertNotDeployed(deployer, "no-values", "@RequiresClaim on io.sealgate.testsuite.traps.NoValues#read");
    }

    @Deployment(name = "listed-classes", managed = false, testable = false)
    static WebArchive listedClasses() {
        return trap("listed-classes", "ListedClasses", "PlainResource");
    }

    @Test
    void applicationThatListsItsClasses_isGuarded(@ArquillianResource Deployer deployer) {
        assertGuarded(deployer, "listed-classes");
    }

    @Deployment(name = "listed-objects", managed = false, testable = false)
    static WebArchive listedObjects() {
        return trap("listed-objects", "ListedObjects", "PlainResource");
    }

    @Test
    void applicationThatMakesItsResources_isGuarded(@ArquillianResource Deployer deployer) {
        assertGuarded(deployer, "listed-objects");
    }

    @Deployment(name = "scanned", managed = false, testable = false)
    static WebArchive scanned() {
        return trap("scanned", "ScannedApplication", "PlainResource");
    }

    @Test
    void resourceWithoutScope_isGuarded(@ArquillianResource Deployer deployer) {
        assertGuarded(deployer, "scanned");
    }

    @Deployment(name = "metadata-complete", managed = false, testable = false)
    static WebArchive metadataComplete() {
        return TestArchives.replaceWebXml(
                trap("metadata-complete", "ScannedApplication", "PlainResource"),
                WEB_XML.formatted(" metadata-complete=\"true\"", ""));
    }

    @Test
    void completeMetadata_letsNobodyPass(@ArquillianResource Deployer deployer) {
        // WildFly does not look for Jakarta REST then.
        assertNobodyPasses(deployer, "metadata-complete", 200, 404);
    }

    @Deployment(name = "no-fragments", managed = false, testable = false)
    static WebArchive noFragments() {
        return TestArchives.replaceWebXml(
                trap("no-fragments", "ScannedApplication", "PlainResource"),
                WEB_XML.formatted("", "<absolute-ordering/>"));
    }

    @Test
    void fragmentsSwitchedOff_letsNobodyPass(@ArquillianResource Deployer deployer) {
        // Where the application brings its REST runtime, that is switched off, too.
        assertNobodyPasses(deployer, "no-fragments", ServerUnderTest.hasEnterpriseBeans() ? 401 : 404);
    }

    @Deployment(name = "no-providers", managed = false, testable = false)
    static WebArchive noProviders() {
        return TestArchives.replaceWebXml(
                trap("no-providers", "ScannedApplication", "PlainResource"),
                WEB_XML.formatted(
                        "",
                        "<context-param><param-name>jakarta.ws.rs.loadServices</param-name><param-value>false</param-value></context-param>"));
    }

    @Test
    void providersOfLibrariesSwitchedOff_isGuarded(@ArquillianResource Deployer deployer) {
        assertGuarded(deployer, "no-providers");
    }

    @Deployment(name = "no-discovery", managed = false, testable = false)
    static WebArchive noDiscovery() {
        return trap("no-discovery", "ScannedApplication", "PlainResource")
                .addAsWebInfResource(new StringAsset("""
                                <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="none"/>
                                """), "beans.xml");
    }

    @Test
    void noBeanDiscovery_letsNobodyPass(@ArquillianResource Deployer deployer) {
        // Payara 6 finds no properties of such an application once a library brings a source of configuration, so it is
        // not deployed.
        assertNobodyPasses(deployer, "no-discovery", 200);
    }

    private static WebArchive trap(String name, String... classes) {
        WebArchive archive =
                TestArchives.withArtifacts(name, TestIssuer.required() + "sealgate.decrypt.required=false\n");
        for (String each : classes) {
            TestArchives.addClass(archive, CLASSES + each);
        }
        return archive;
    }

    private static void assertNotDeployed(Deployer deployer, String name, String message) {
        ServerLog.Excerpt log = ServerUnderTest.log().fromHere();
        assertThatThrownBy(() -> deployer.deploy(name)).isInstanceOf(Exception.class);
        String entry = log.await(message).text();
        // What is wrong, and then what to do.
        assertThat(entry.substring(entry.indexOf(message))).containsPattern("\\. [A-Z][^\\n]+\\.");
        CLIENT.get(ServerUnderTest.https("/" + name + "/"));
    }

    private static void assertGuarded(Deployer deployer, String name) {
        Deployments.whileDeployed(deployer, name, () -> {
            get(name).isRefusal(Reason.TOKEN_REQUIRED);
            get(name, TestIssuer.sign(TestTokens.valid())).isRefusal(Reason.CLAIM_REQUIRED);
            get(name, TestTokens.tampered(TestIssuer.signed(), 2)).isRefusal(Reason.SIGNATURE_INVALID);
            get(name, TestIssuer.signed()).isOk("SECRET plain");
        });
    }

    /**
     * Without the claim; whether those who have it pass depends on what is left of the library.
     *
     * @param withTheClaim what they may be answered where the application is deployed
     */
    private static void assertNobodyPasses(Deployer deployer, String name, Integer... withTheClaim) {
        Deployments.unlessRefused(deployer, name, () -> {
            for (Answer answer : new Answer[] {
                get(name),
                get(name, TestIssuer.sign(TestTokens.valid())),
                get(name, TestTokens.tampered(TestIssuer.signed(), 2))
            }) {
                assertThat(answer.status()).as(answer.toString()).isBetween(400, 503);
                answer.givesNothingAway();
            }
            Answer claimed = DecisionRecorder.withoutRecord(() -> get(name, TestIssuer.signed()));
            assertThat(claimed.status()).as(claimed.toString()).isIn((Object[]) withTheClaim);
        });
    }

    private static void assertSocketGuarded(String name) {
        HandshakeRefused refused = catchThrowableOfType(
                HandshakeRefused.class,
                () -> CLIENT.open(ServerUnderTest.https("/" + name + "/socket")).close());
        assertThat(refused).as("the handshake of %s was not refused", name).isNotNull();
        refused.answer().isRefusalWithoutBody(Reason.TOKEN_REQUIRED, "");
    }

    private static Answer get(String name) {
        return CLIENT.get(ServerUnderTest.https("/" + name + "/api/plain"));
    }

    private static Answer get(String name, String token) {
        return CLIENT.get(ServerUnderTest.https("/" + name + "/api/plain"), "Authorization", "Bearer " + token);
    }
}
