package io.sealgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.extract.CrossSiteCheck;
import io.sealgate.extract.ExtractionResult;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.RequestView;
import io.sealgate.fuzz.Cost;
import io.sealgate.fuzz.FuzzReport;
import io.sealgate.token.TokenSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(FuzzReport.class)
class CredentialsFuzzTest {
    private static final RequestTokenExtractor EXTRACTOR =
            RequestTokenExtractor.of(EnumSet.allOf(TokenSource.class), "Bearer", "X-Token");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "authorization: Bearer a.b.c",
                        "authorization:bearer  a.b.c== \t\nauthorization: Basic YTpi",
                        "cookie: a=b; Bearer=\"a.b.c\"; Bearer=d",
                        "x-token: a.b.c\nforwarded: for=\"[::1]\\\"\";proto=https, for=1",
                        "form:a.b.c\nform:d",
                        "forwarded: proto=https\nx-forwarded-proto: http, https",
                        "cookie: Bearer=a.b.c\nsec-fetch-site: same-origin\norigin: https://shop.example\nupgrade: WebSocket")
                .map(text -> text.getBytes(UTF_8));
    }

    /** Lines are fields of a request. */
    @MethodSource("seeds")
    @FuzzTest
    void extract(byte[] fields) {
        FuzzReport.input();
        Lines request = Lines.of(new String(fields, ISO_8859_1));
        // What we make of it costs little; but Jazzer looks at each comparison of a name, which costs 600 bytes.
        ExtractionResult result = Cost.linear(40 * fields.length, 16 * 1024).of(() -> EXTRACTOR.extract(request));
        if (result instanceof ExtractionResult.Found found) {
            assertThat(found.token().value()).matches("[A-Za-z0-9._~+/-]+=*");
            assertThat(found.token().toString()).doesNotContain("a.b.c");
            assertThat(CrossSiteCheck.check(request, found.token().source()).isPresent())
                    .isIn(true, false);
        }
        List<String> forwarded = request.headers("forwarded");
        List<String> proto = request.headers("x-forwarded-proto");
        // Each parameter is at least three characters, and costs a few objects.
        boolean tls =
                Cost.linear(40 * fields.length, 16 * 1024).of(() -> ForwardedHeader.callerUsedTls(forwarded, proto));
        if (tls) {
            assertThat(ForwardedHeader.callerUsedTls(with(forwarded, "proto=http"), proto))
                    .isFalse();
        }
    }

    private static List<String> with(List<String> values, String last) {
        List<String> all = new ArrayList<>(values);
        all.add(last);
        return all;
    }

    private record Lines(Map<String, List<String>> fields) implements RequestView {
        static Lines of(String text) {
            Map<String, List<String>> fields = new HashMap<>();
            for (String line : text.split("\n", -1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                            .add(line.substring(colon + 1));
                }
            }
            return new Lines(fields);
        }

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public List<String> headers(String name) {
            return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }

        @Override
        public List<String> cookies(String name) {
            return CookieHeader.values(headers("cookie"), name);
        }

        @Override
        public List<String> formParameters(String name) {
            return headers("form");
        }

        @Override
        public boolean secure() {
            return true;
        }

        @Override
        public boolean loopback() {
            return false;
        }

        @Override
        public String origin() {
            return "https://shop.example";
        }
    }
}
