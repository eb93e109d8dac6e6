package io.sealgate.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.extract.ExtractionResult.Found;
import io.sealgate.extract.ExtractionResult.Invalid;
import io.sealgate.token.TokenSource;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestTokenExtractorPropertiesTest {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Pattern CREDENTIALS =
            Pattern.compile("[ \t]*bearer +([A-Za-z0-9._~+/-]+=*)[ \t]*", Pattern.CASE_INSENSITIVE);

    private final RequestTokenExtractor extractor =
            RequestTokenExtractor.of(EnumSet.allOf(TokenSource.class), "Bearer", "X-Token");

    @Property(tries = 2000)
    void extract_oneAuthorizationHeader_findsWhatTheGrammarHas(@ForAll("values") String value) {
        ExtractionResult result = extractor.extract(TestRequest.post().header("Authorization", value));
        var credentials = CREDENTIALS.matcher(value);
        if (credentials.matches()) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Found.class,
                            found -> assertThat(found.token().value()).isEqualTo(credentials.group(1)));
        } else {
            assertThat(result).isNotInstanceOf(Found.class);
        }
    }

    @Property(tries = 1000)
    void extract_valuesEverywhere_findsATokenOnlyIfAlone(
            @ForAll("lists") List<String> authorization,
            @ForAll("lists") List<String> header,
            @ForAll("lists") List<String> cookies,
            @ForAll("lists") List<String> parameters) {
        TestRequest request = TestRequest.post();
        authorization.forEach(value -> request.header("Authorization", value));
        header.forEach(value -> request.header("X-Token", value));
        cookies.forEach(value -> request.cookie("Bearer", value));
        parameters.forEach(value -> request.formParameter("access_token", value));
        if (extractor.extract(request) instanceof Found found) {
            assertThat(found.token().value()).matches(TOKEN);
            assertThat(header.size() + cookies.size() + parameters.size())
                    .isEqualTo(found.token().source() == TokenSource.AUTHORIZATION ? 0 : 1);
        }
    }

    @Property(tries = 1000)
    void extract_tokenBesideAnother_isRefused(@ForAll("tokens") String one, @ForAll("tokens") String other) {
        TestRequest request = TestRequest.post().header("Authorization", "Bearer " + one);
        assertThat(extractor.extract(request)).isInstanceOf(Found.class);
        assertThat(extractor.extract(request.cookie("Bearer", other))).isInstanceOf(Invalid.class);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "Bearer",
                                "bearer",
                                "BEARER",
                                " ",
                                "  ",
                                "\t",
                                "Basic",
                                "abc.def-_",
                                "=",
                                ",",
                                "\"",
                                "a"),
                        Arbitraries.strings().ofMaxLength(2))
                .list()
                .ofMaxSize(5)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return values().list().ofMaxSize(2);
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("-._~+/")
                .ofMinLength(1)
                .ofMaxLength(20);
    }
}
