package io.sealgate.testsuite;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests of endpoints have in common: the application, with rules for paths and for what nothing speaks of, and requests to it. */
abstract class EndpointConformance {
    static final TestHttpClient CLIENT = new TestHttpClient();
    static final String CONTEXT = "/endpoints";

    static final String RULES = """
            sealgate.decrypt.required=false
            sealgate.path.admin.path=/admin/*
            sealgate.path.admin.require=role:admin
            sealgate.path.open.path=/admin/open
            sealgate.path.open.require=permit
            sealgate.path.users.path=/api/shop/admin/*
            sealgate.path.users.require=role:admin
            sealgate.path.files.path=/files/*
            sealgate.path.files.require=role:admin
            sealgate.path.live.path=/live/*
            sealgate.path.live.require=role:admin
            sealgate.path.pages.path=*.page
            sealgate.path.pages.methods=GET
            sealgate.path.pages.require=role:admin
            """;

    @Deployment(testable = false)
    static WebArchive application() {
        return archive("endpoints", "sealgate.endpoints.unannotated=deny\n");
    }

    static WebArchive archive(String name, String more) {
        return TestArchives.withArtifacts(name, "io.sealgate.testsuite.endpoints", TestIssuer.required() + RULES + more)
                .addAsWebResource(new StringAsset("SECRET file"), "files/secret.txt");
    }

    static Answer get(String path, String... headers) {
        return CLIENT.get(ServerUnderTest.https(CONTEXT + path), headers);
    }

    /** A path as it stands, which the client's URI would not hold. */
    static Answer raw(String method, String path, String token) {
        return CLIENT.sendRaw(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + ServerUnderTest.httpsPort()
                + "\r\n" + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Connection: close\r\n\r\n");
    }

    static String clerk() {
        return TestIssuer.signed();
    }

    static String admin() {
        return TestIssuer.sign(TestIssuer.claims().claim("groups", List.of("admin")));
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }
}
