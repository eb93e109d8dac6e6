package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.RejectionReason;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoseHeaderTest {

    private static JoseHeader.Reading read(String json) {
        return JoseHeader.read(json.getBytes(UTF_8));
    }

    @Test
    void read_everyParameter_isThere() {
        JoseHeader header = read("{\"alg\":\"a\",\"kid\":\"k\",\"typ\":\"t\",\"cty\":\"c\",\"enc\":\"e\",\"x\":1}")
                .header();
        assertThat(header.parameters()).isEqualTo(new ProtectedHeader("a", "k", "t", "c", "e"));
        assertThat(header.json().get("x")).isEqualTo(1L);
        assertThat(header.reject(RejectionReason.UNKNOWN_KEY, "detail")
                        .rejection()
                        .token())
                .isEqualTo(header.parameters().describe());
    }

    @Test
    void read_algAlone_leavesTheRestAbsent() {
        JoseHeader.Reading reading = read("{\"alg\":\"\"}");
        assertThat(reading.header().parameters()).isEqualTo(new ProtectedHeader("", null, null, null, null));
        assertThat(reading.rejected()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"kid\":\"k\"}",
                "{\"alg\":\"a\",}",
                "{\"alg\":\"a\",\"alg\":\"a\"}",
                "{\"ALG\":\"a\"}",
                "{\"alg\":\"a\"}x"
            })
    void read_noHeader_rejects(String json) {
        assertThat(read(json).header()).isNull();
        assertThat(read(json).rejected().rejection().reason()).isEqualTo(RejectionReason.MALFORMED_HEADER);
        assertThat(read(json).rejected().rejection().detail()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "kid", "typ", "cty", "enc"})
    void read_parameterThatIsNoString_rejects(String name) {
        for (String value : new String[] {"null", "1", "true", "[\"x\"]", "{}"}) {
            String json = "{" + (name.equals("alg") ? "" : "\"alg\":\"a\",") + "\"" + name + "\":" + value + "}";
            assertThat(read(json).rejected().rejection().detail()).isEqualTo(name + " is not a string");
        }
    }

    @ParameterizedTest
    @CsvSource({"crit", "b64", "zip"})
    void read_unsupportedParameter_rejectsWhateverItsValue(String name) {
        for (String value : new String[] {"null", "true", "false", "[]", "[\"exp\"]", "\"DEF\""}) {
            assertThat(read("{\"alg\":\"a\",\"" + name + "\":" + value + "}")
                            .rejected()
                            .rejection())
                    .satisfies(rejection -> {
                        assertThat(rejection.reason()).isEqualTo(RejectionReason.UNSUPPORTED_HEADER);
                        assertThat(rejection.detail()).contains(name);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/jwt", "Application/AT+JWT"})
    void isNested_tokenInside_isTrue(String contentType) {
        assertThat(TokenDecrypter.isNested(contentType)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "json",
                "application/",
                "application/json",
                "xjwt",
                "jwtx",
                "text/jwt",
                "application/application/jwt",
                "jose"
            })
    void isNested_anythingElse_isFalse(String contentType) {
        assertThat(TokenDecrypter.isNested(contentType)).isFalse();
    }

    @Nested
    class Known {
        private final KnownHeaders known = new KnownHeaders();
        private final JoseHeader header = read("{\"alg\":\"a\"}").header();

        private static byte[] token(String text) {
            return text.getBytes(UTF_8);
        }

        @Test
        void find_headerThatWasAdded_isIt() {
            known.add(token("abcdefghij.rest"), 10, header);
            assertThat(known.find(token("abcdefghij.other"), 10)).isSameAs(header);
        }

        @Test
        void find_anythingElse_isNull() {
            assertThat(known.find(token("abcdefghij"), 10)).isNull();
            known.add(token("abcdefghij"), 10, header);
            assertThat(known.find(token("abcdefghijk"), 11)).isNull();
            assertThat(known.find(token("abcdefghi"), 9)).isNull();
            for (int at = 0; at < 10; at++) {
                byte[] other = token("abcdefghij");
                other[at]++;
                assertThat(known.find(other, 10)).isNull();
            }
        }

        @Test
        void find_sameSamplesAndLength_isNotTakenForIt() {
            // The hash looks at eight bytes at the start, in the middle and at the end; what lies between is compared.
            byte[] one = new byte[64];
            known.add(one, 64, header);
            byte[] other = one.clone();
            other[20] = 1;
            assertThat(known.find(other, 64)).isNull();
            assertThat(known.find(one, 64)).isSameAs(header);
        }

        @Test
        void find_shortHeader_isFound() {
            known.add(token("abc"), 3, header);
            assertThat(known.find(token("abc"), 3)).isSameAs(header);
            assertThat(known.find(token("abd"), 3)).isNull();
        }

        @Test
        void add_bytesChangedLater_areNotTheHeaders() {
            byte[] token = token("abcdefghij");
            known.add(token, 10, header);
            token[0] = 'x';
            assertThat(known.find(token("abcdefghij"), 10)).isSameAs(header);
            assertThat(known.find(token, 10)).isNull();
        }

        @Test
        void add_longHeader_isNotKept() {
            byte[] token = new byte[2000];
            Arrays.fill(token, (byte) 'x');
            known.add(token, 1024, header);
            assertThat(known.find(token, 1024)).isSameAs(header);
            known.add(token, 1025, header);
            assertThat(known.find(token, 1025)).isNull();
        }

        @Test
        void add_manyHeaders_keepsSomeOfThem() {
            int found = 0;
            for (int i = 0; i < 64; i++) {
                known.add(token("kid-number-" + i + "-of-many"), 20, header);
            }
            for (int i = 0; i < 64; i++) {
                found += known.find(token("kid-number-" + i + "-of-many"), 20) == header ? 1 : 0;
            }
            assertThat(found).isGreaterThan(20);
        }
    }

    @Nested
    class Pool {

        @Test
        void take_nothingGiven_isNull() {
            assertThat(new InstancePool<Object>().take()).isNull();
        }

        @Test
        void take_whatWasGiven_isGivenOnce() {
            InstancePool<Object> pool = new InstancePool<>();
            Object one = new Object();
            Object two = new Object();
            pool.give(one);
            pool.give(two);
            assertThat(new Object[] {pool.take(), pool.take()}).containsExactlyInAnyOrder(one, two);
            assertThat(pool.take()).isNull();
        }

        @Test
        void take_byAnotherThread_findsItToo() throws InterruptedException {
            InstancePool<Object> pool = new InstancePool<>();
            Object one = new Object();
            pool.give(one);
            Object[] found = new Object[1];
            Thread thread = new Thread(() -> found[0] = pool.take());
            thread.start();
            thread.join();
            assertThat(found[0]).isSameAs(one);
        }

        @Test
        void give_moreThanFit_dropsTheRest() {
            InstancePool<Object> pool = new InstancePool<>();
            for (int i = 0; i < 10_000; i++) {
                pool.give(i);
            }
            int taken = 0;
            while (pool.take() != null) {
                taken++;
            }
            int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
            assertThat(taken).isEqualTo(2 * Integer.highestOneBit(processors));
        }
    }
}
