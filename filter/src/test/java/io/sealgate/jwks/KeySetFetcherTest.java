package io.sealgate.jwks;

import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One fetch after the other, from a real server: what is asked for, and what each failure is called. */
class KeySetFetcherTest {
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final TestTicker ticker = new TestTicker();
    private final String keys = set(publicJwk(TestKeys.p256("one"), ""));
    private final List<String> tagsAsked = new CopyOnWriteArrayList<>();
    private final Set<String> decrypting = ConcurrentHashMap.newKeySet();
    private TestIssuer issuer;

    @BeforeEach
    void startIssuer() throws Exception {
        issuer = TestIssuer.start();
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    private KeySetFetcher fetcher() {
        return fetcher(TestTokens.ISSUER, TestPolicies.secure(Optional.of(issuer.keys())), CryptoProvider.DEFAULT);
    }

    private KeySetFetcher fetcher(String name, RemoteKeys policy, CryptoProvider provider) {
        return impatient(name, TestPolicies.patient(policy), provider);
    }

    /** Waits {@link TestPolicies#TIMEOUT} for an answer. */
    private KeySetFetcher impatient(String name, RemoteKeys policy, CryptoProvider provider) {
        return new KeySetFetcher(name, policy, Set.of(), provider, key -> decrypting.contains(key.keyId()), ticker);
    }

    private KeySetFetcher discovering() {
        return fetcher(issuer.origin(), TestPolicies.secure(Optional.empty()), CryptoProvider.DEFAULT);
    }

    private HttpHandler metadata(String keysAt) {
        return TestIssuer.sending(
                200, "{\"issuer\":\"" + issuer.origin() + "\",\"jwks_uri\":\"" + issuer.origin() + keysAt + "\"}");
    }

    /** Answers with the keys and a tag; to whoever shows a tag, that nothing has changed. */
    private HttpHandler tagged(String tag) {
        return exchange -> {
            String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
            tagsAsked.add(Objects.requireNonNullElse(asked, "-"));
            TestIssuer.sending(asked == null ? 200 : 304, asked == null ? keys : "", "ETag", tag)
                    .handle(exchange);
        };
    }

    @Test
    void fetch_cryptoProvider_verifiesWithIt() throws Exception {
        Provider nothing = new Provider("Nothing", "1", "a provider that can do nothing") {
            private static final long serialVersionUID = 1;
        };
        Security.addProvider(nothing);
        issuer.publishes(keys);
        try (CapturedLog log = CapturedLog.open()) {
            fetcher(
                            TestTokens.ISSUER,
                            TestPolicies.secure(Optional.of(issuer.keys())),
                            CryptoProvider.find("Nothing").orElseThrow())
                    .fetch();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("The provider Nothing", "cannot be used for ES256");
        } finally {
            Security.removeProvider("Nothing");
        }
    }

    @Test
    void fetch_coordinateWithoutItsLeadingZero_leavesTheKeyOutAndSaysSoOnce() throws Exception {
        String jwk = publicJwk(TestKeys.leadingZeros("P-384", "short"), "");
        issuer.publishes(set(publicJwk(TestKeys.p256("one"), ""), TestKeys.respelled(jwk, "x", false)));
        KeySetFetcher fetcher = fetcher();
        KeySetFetcher.Fetched fetched = fetcher.fetch();

        assertThat(fetched.keys().keys()).extracting(VerificationKey::keyId).containsExactly("one");
        assertThat(fetched.leftOut())
                .containsExactly("Key 2 of the set: The JWK cannot be read: its \"x\" is not 48 bytes long.");
        assertThat(fetcher.fetch().leftOut()).as("once").isEmpty();
    }

    @Nested
    class KeysForBothPurposes {
        private final String two = set(publicJwk(TestKeys.p256("one"), ""), publicJwk(TestKeys.p256("two"), ""));

        @Test
        void fetch_keyThatDecryptsHere_leavesItOutAndSaysSo() throws Exception {
            decrypting.add("one");
            issuer.publishes(two);
            KeySetFetcher.Fetched fetched = fetcher().fetch();

            assertThat(fetched.keys().keys()).extracting(VerificationKey::keyId).containsExactly("two");
            assertThat(fetched.leftOut())
                    .singleElement()
                    .asString()
                    .startsWith("The key one is")
                    .contains("SG-217");
        }

        @Test
        void fetch_ownKeysChangeAndTheSetDoesNot_judgesItsKeysAnew() throws Exception {
            issuer.publishes(two);
            KeySetFetcher fetcher = fetcher();
            VerificationKeys first = fetcher.fetch().keys();
            assertThat(fetcher.fetch().keys()).isSameAs(first);

            decrypting.add("two");
            KeySetFetcher.Fetched second = fetcher.fetch();
            assertThat(second.keys().keys()).extracting(VerificationKey::keyId).containsExactly("one");
            assertThat(second.leftOut()).hasSize(1);
            assertThat(fetcher.fetch().keys()).isSameAs(second.keys());
            assertThat(fetcher.fetch().leftOut()).as("once").isEmpty();

            decrypting.clear();
            assertThat(fetcher.fetch().keys().keys())
                    .extracting(VerificationKey::keyId)
                    .containsExactly("one", "two");
        }

        @Test
        void fetch_noOtherKeys_fails() {
            decrypting.add("one");
            issuer.publishes(keys);
            assertFails(fetcher(), "The key one is the public half of a decryption key");
        }
    }

    private static void assertFails(KeySetFetcher fetcher, String message) {
        assertThatThrownBy(fetcher::fetch)
                .isInstanceOf(FetchFailedException.class)
                .hasMessageContaining(message);
    }

    @Nested
    class Bounds {
        private String padded(int length) {
            return keys + " ".repeat(length - keys.length());
        }

        @Test
        void fetch_asLongAsTheBound_isTaken() throws Exception {
            issuer.publishes(padded(BoundedClient.LONGEST_BODY));
            assertThat(fetcher().fetch().keys().keys()).hasSize(1);
        }

        @Test
        void fetch_oneByteMore_fails() {
            issuer.publishes(padded(BoundedClient.LONGEST_BODY + 1));
            assertFails(fetcher(), "the answer is longer than 262144 bytes");
        }

        @Test
        void fetch_refusalWhoseBodyHangs_isKnownByItsStatus() {
            issuer.at(TestIssuer.KEYS, exchange -> {
                exchange.sendResponseHeaders(500, 1000);
                exchange.getResponseBody().flush();
                issuer.hanging().handle(exchange);
            });
            assertFails(fetcher(), "answered with status 500");
        }

        @Test
        void fetch_drips_failsInTimeAndHangsUp() throws Exception {
            CountDownLatch hungUp = new CountDownLatch(1);
            HttpHandler dripping = issuer.dripping();
            issuer.at(TestIssuer.KEYS, exchange -> {
                try {
                    dripping.handle(exchange);
                } catch (IOException e) {
                    hungUp.countDown();
                    throw e;
                }
            });
            assertFails(
                    impatient(
                            TestTokens.ISSUER, TestPolicies.secure(Optional.of(issuer.keys())), CryptoProvider.DEFAULT),
                    "did not answer within PT0.4S (sealgate.keys.timeout)");
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class Caching {
        @Test
        void fetch_again_showsTheTagAndKeepsTheKeys() throws Exception {
            issuer.at(TestIssuer.KEYS, tagged("\"v1\""));
            KeySetFetcher fetcher = fetcher();
            KeySetFetcher.Fetched first = fetcher.fetch();

            assertThat(fetcher.fetch().keys()).isSameAs(first.keys());
            assertThat(tagsAsked).containsExactly("-", "\"v1\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"v1", "\"v 1\"", "\"", "w/\"v1\""})
        void fetch_againWithWhatIsNoTag_showsNone(String tag) throws Exception {
            issuer.at(TestIssuer.KEYS, tagged(tag));
            KeySetFetcher fetcher = fetcher();
            fetcher.fetch();
            fetcher.fetch();

            assertThat(tagsAsked).containsExactly("-", "-");
        }

        @Test
        void fetch_keysElsewhere_showsNotTheTagOfAnotherPlace() throws Exception {
            issuer.at(TestIssuer.KEYS, tagged("\"v1\""));
            issuer.at("/new", tagged("\"v1\""));
            issuer.at(OPENID, metadata(TestIssuer.KEYS));
            KeySetFetcher fetcher = discovering();
            fetcher.fetch();
            issuer.at(OPENID, metadata("/new"));
            ticker.advance(Duration.ofHours(24));
            fetcher.fetch();

            assertThat(issuer.requests("/new")).isEqualTo(1);
            assertThat(tagsAsked).containsExactly("-", "-");
        }

        @Test
        void fetch_ageOnTheWay_countsAgainstTheTimeItMayBeKept() throws Exception {
            issuer.at(TestIssuer.KEYS, TestIssuer.sending(200, keys, "Cache-Control", "max-age=600", "Age", "480"));
            assertThat(fetcher().fetch().age()).isEqualTo(Duration.ofMinutes(2));
        }
    }

    @Nested
    class Discovery {
        @ParameterizedTest
        @CsvSource({
            "https://idp.example,https://idp.example/.well-known/openid-configuration,https://idp.example/.well-known/oauth-authorization-server",
            "https://idp.example/,https://idp.example/.well-known/openid-configuration,https://idp.example/.well-known/oauth-authorization-server",
            "https://idp.example:8443/a/b/,https://idp.example:8443/a/b/.well-known/openid-configuration,https://idp.example:8443/.well-known/oauth-authorization-server/a/b"
        })
        void locations_issuer_areThoseOfTheStandards(String name, String openId, String oauth) {
            assertThat(IssuerMetadata.locations(URI.create(name)))
                    .containsExactly(URI.create(openId), URI.create(oauth));
        }

        @Test
        void fetch_metadata_isAskedForAgainAfterTheMostAge() throws Exception {
            issuer.publishes(keys);
            issuer.at(OPENID, metadata(TestIssuer.KEYS));
            KeySetFetcher fetcher = discovering();
            fetcher.fetch();
            ticker.advance(Duration.ofHours(24).minusNanos(1));
            fetcher.fetch();
            assertThat(issuer.requests(OPENID)).isEqualTo(1);

            ticker.advance(Duration.ofNanos(1));
            fetcher.fetch();
            assertThat(issuer.requests(OPENID)).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 503, 302})
        void fetch_firstPlaceIsInTrouble_doesNotGuess(int status) {
            issuer.publishes(keys);
            issuer.at(OPENID, TestIssuer.sending(status, ""));
            issuer.at(OAUTH, metadata(TestIssuer.KEYS));

            assertFails(discovering(), "answered with status " + status);
            assertThat(issuer.requests(OAUTH)).isZero();
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 404, 499})
        void fetch_firstPlaceSaysNo_looksAtTheSecond(int status) throws Exception {
            issuer.publishes(keys);
            issuer.at(OPENID, TestIssuer.sending(status, ""));
            issuer.at(OAUTH, metadata(TestIssuer.KEYS));

            assertThat(discovering().fetch().keys().keys()).hasSize(1);
        }

        @Test
        void fetch_brokenMetadata_fails() {
            issuer.publishes(keys);
            issuer.at(
                    OPENID,
                    TestIssuer.sending(
                            200, "{\"issuer\":\"" + issuer.origin() + "\",\"jwks_uri\":\"" + issuer.keys() + "\",}"));
            assertFails(discovering(), "holds no metadata");
        }
    }
}
