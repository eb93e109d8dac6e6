package io.sealgate.paths;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement(17)
class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/shop/admin, /admin, /admin",
        "/shop/admin/, /admin/, /admin",
        "/shop/admin;jsessionid=1/a, /admin/a, /admin/a",
        "/shop/admin;a=b;c, /admin, /admin",
        "/shop;x/admin, /admin, /admin",
        "/shop/%61dmin, /admin, /admin",
        "/shop/%2ehidden/a%2Etxt, /.hidden/a.txt, /.hidden/a.txt",
        "/%73hop/admin, /admin, /admin",
        "/shop/stra%C3%9Fe, /straße, /straße",
        "/shop, '', ''",
        "/shop/, /, ''",
        "/shop/a%20b, /a b, /a b",
        "/shop/a+b:c@d!$&'()*=~, /a+b:c@d!$&'()*=~, /a+b:c@d!$&'()*=~"
    })
    void ofRequest_withoutDoubt_isRead(String uri, String mapped, String path) {
        RequestPath read = RequestPath.ofRequest(uri, "/shop", mapped);

        assertThat(read.doubt()).isNull();
        assertThat(read.readings()).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop//admin",
                "//shop/admin",
                "/shop/admin//",
                "/shop/./admin",
                "/shop/../shop/admin",
                "/shop/public/../admin",
                "/shop/public/%2e%2e/admin",
                "/shop/public/%2E./admin",
                "/shop/public/.%2e/admin",
                "/shop/%2e/admin",
                "/shop/public/..;x/admin",
                "/shop/public;/../admin",
                "/shop/.;/admin",
                "/shop/;x/admin",
                "/shop/;/admin",
                "/shop/public%2fadmin",
                "/shop/public%2Fadmin",
                "/shop/public%5cadmin",
                "/shop/public\\admin",
                "/shop/public/..\\admin",
                "/shop/public;%2f..%2fadmin",
                "/shop/%2561dmin",
                "/shop/%252e%252e/admin",
                "/shop/admin%25",
                "/shop/admin%00",
                "/shop/admin%00.html",
                "/shop/admin\u0000",
                "/shop/admin%0a",
                "/shop/admin%7f",
                "/shop/admin%3bx",
                "/shop/admin%3f/x",
                "/shop/admin%23/x",
                "/shop/admin%",
                "/shop/admin%4",
                "/shop/admin%zz",
                "/shop/admin%u002f",
                "/shop/%c0%afadmin",
                "/shop/%e0%80%afadmin",
                "/shop/admin%ff",
                "/shop/admin%ed%a0%80",
                "/shop/admin\u00e9",
                "/shop/ad min",
                "/shop/admin?x",
                "/shop/admin#x",
                "/shopping/admin",
                "/sho",
                "/",
                "",
                "admin",
                "http://shop.example/shop/admin",
                "*"
            })
    void ofRequest_doubtful_hasNoReading(String uri) {
        RequestPath read = RequestPath.ofRequest(uri, "/shop", "/admin");

        assertThat(read.doubt()).isNotNull();
        assertThat(read.readings()).isEmpty();
    }

    @Test
    void ofRequest_noUri_isDoubtful() {
        assertThat(RequestPath.ofRequest(null, "", "/admin").doubt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//admin",
                "/a/../admin",
                "/a/./b",
                "/admin;x",
                "/ad%6din",
                "/a\\b",
                "/a\u0000",
                "/a//",
                "admin",
                "/.."
            })
    void ofRequest_serverReadsADoubtfulPath_isDoubtful(String mapped) {
        assertThat(RequestPath.ofRequest("/admin", "", mapped).doubt()).isNotNull();
    }

    @Test
    void ofRequest_serverReadsAnotherPath_bothCount() {
        assertThat(RequestPath.ofRequest("/", "", "/index.html").readings()).containsExactly("", "/index.html");
    }

    @Test
    void ofDispatch_notEncoded_isRead() {
        assertThat(RequestPath.ofDispatch("/WEB-INF/straße \ud83d\ude00.jsp", "", "/WEB-INF/straße \ud83d\ude00.jsp")
                        .readings())
                .contains("/WEB-INF/straße \ud83d\ude00.jsp");
        for (String doubtful : List.of("/a/../b", "//a", "/a%2fb", "/a\\b", "/%zz", "/a\u0000")) {
            assertThat(RequestPath.ofDispatch(doubtful, "", "/a").doubt())
                    .as(doubtful)
                    .isNotNull();
        }
    }
}
