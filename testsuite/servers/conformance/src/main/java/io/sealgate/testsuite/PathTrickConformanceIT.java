package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.PathTricks;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No spelling of a path slips past the rules for paths, nor past those of annotations. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
class PathTrickConformanceIT extends EndpointConformance {
    static List<String> tricks() {
        return PathTricks.adminAnd(
                "/x.PAGE",
                "/x%2epage",
                "/x.page;a",
                "/x.page%00",
                "/x.page.",
                "//files/secret.txt",
                "/files//secret.txt",
                "/files;x/secret.txt",
                "/files/secret.txt;x",
                "/files%2fsecret.txt",
                "/%66iles/secret.txt",
                "/FILES/secret.txt",
                "/files/SECRET.TXT",
                "/files/secret.txt/",
                "/files/secret.txt%00",
                "/files/secret.txt.",
                "/files/./secret.txt",
                "/x/../files/secret.txt",
                "/files\\secret.txt",
                "/api//shop/admin/users",
                "/api/shop//admin/users",
                "/api/shop/./admin/users",
                "/api/shop/x/../admin/users",
                "/api/shop/admin;x/users",
                "/api/shop;a=b/admin/users",
                "/api/shop/admin/users/",
                "/api/shop/%61dmin/users",
                "/api/shop/admin%2fusers",
                "/api/shop/admin/users;x=y",
                "//guarded/x",
                "/guarded;a/x",
                "/%67uarded/x",
                "/x/../guarded/x",
                "/api/shop/orders;x",
                "/api/shop/%6frders",
                "/api/shop/orders/");
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void request_trick_neverGetsPast(String path) {
        DecisionRecorder.leaveOut();
        // A token that is good for /guarded and /api/shop/orders is not sent to these.
        boolean forClerks = path.contains("uarded") || path.contains("rders");
        for (String token : forClerks ? List.of("") : List.of("", clerk())) {
            Answer answer = raw("GET", CONTEXT + path, token);
            if (answer.status() == 200) {
                // Payara's answer to what it cannot decode, before any application
                assertThat(path).matches(".*%(u002fx|zz|)");
                assertThat(answer.body()).isEmpty();
            } else {
                answer.isRefusedWith(400, 401, 403, 404, 301, 302);
            }
        }
        // The context path is part of the path too.
        for (String context : List.of("/%65ndpoints", "//endpoints", "/endpoints;x", "/x/..;/endpoints")) {
            Answer answer = raw("GET", context + path, "");
            // Jetty says in its refusals what was asked for.
            if (answer.status() == 200 || !path.contains("SECRET")) {
                answer.givesNothingAway();
            }
        }
    }
}
