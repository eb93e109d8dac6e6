package io.sealgate.servlet;

import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpHandler;
import io.sealgate.Sealgate;
import io.sealgate.config.SealgateConfigReader;
import io.sealgate.jwks.TestIssuer;
import io.sealgate.servlet.TestServer.Response;
import io.sealgate.testing.Await;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an application answers while its issuer misbehaves: the filter in a servlet container, configured by properties, its keys from a server over HTTPS, with the
 * clock that everybody has. All faults at once, each with an application and an issuer of its own, for most of it is waiting. The outcome is compared with the table in
 * {@code testsuite/KEY-FAULTS.md}, which is written by
 *
 * <pre>./mvnw -pl filter verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KeyFaultsIT -Dfaults.write=true</pre>
 */
class KeyFaultsIT {
    private static final Path TABLE = Path.of("..", "testsuite", "KEY-FAULTS.md");

    private static final String HEAD = """
            # What faults of the issuer do to the answers

            Written by `KeyFaultsIT`; do not edit. Each fault comes over real HTTPS to an application in Tomcat that has fetched good keys before. Settings:
            `sealgate.keys.min-age` and the answers' `max-age` 10 s, `max-stale` 15 s, `timeout` 1 s; `cool-down` 30 s and `unknown-key-wait` 0.5 s as they are without being set.
            The build compares all but the last three columns; of those it checks the bounds: 3 to 6 fetches in the fifteen seconds in which known keys serve on (at first,
            after 1 s, 2 s … and once for all unknown keys), a 99th percentile for known keys of at most ten times that before the fault, or at the same time without one
            (where both are less than 40 ms, of 400 ms, as the shortest wait there is takes 500 ms), and for unknown
            keys `unknown-key-wait` and the time of an answer: 0.3 s, or ten times that percentile. Where no request arrives, none are counted.

            | fault | known key, meanwhile | unknown key, meanwhile | known key, after `max-stale` | unknown key, then | known key, when it is over | fetches | p99 known: before → meanwhile | longest, unknown |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static final int MEASURED_COLUMNS = 3;

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration MAX_STALE = Duration.ofSeconds(15);
    private static final Duration UNKNOWN_KEY_WAIT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLES = 120;
    private static final String TOO_OLD = "503, `Retry-After`";

    private static final PublicJsonWebKey GOOD = TestKeys.rsa2048("good");
    private static final PublicJsonWebKey OTHER = TestKeys.rsa2048("other");
    private static final String GOOD_SET = set(publicJwk(GOOD, ""));
    private static final String OTHER_SET = set(publicJwk(OTHER, ""));
    private static final String GOOD_TOKEN = TestTokens.valid().signedWith(GOOD, "RS256");

    @TempDir
    private static Path directory;

    private static final List<Subject> SUBJECTS = new ArrayList<>();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static TestServer server;
    private static CapturedLog log;

    /**
     * What an issuer does wrong.
     *
     * @param begin given the issuer
     * @param known the answer to a token whose key is in the set before
     * @param tooOld the same, when keys that are not renewed may no longer serve
     */
    private record Fault(String name, Change begin, String known, String tooOld) {
        static Fault of(String name, Change begin) {
            return new Fault(name, begin, "200", TOO_OLD);
        }

        static Fault answering(String name, BiFunction<TestIssuer, String, HttpHandler> handler) {
            return of(name, issuer -> issuer.at(TestIssuer.KEYS, handler.apply(issuer, GOOD_SET)));
        }

        static Fault answering(String name, int status, String body, String... fields) {
            return answering(name, (issuer, good) -> TestIssuer.sending(status, body, fields));
        }
    }

    private interface Change {
        void of(TestIssuer issuer) throws IOException;
    }

    private static List<Fault> faults() {
        return List.of(
                new Fault("none", issuer -> {}, "200", "200"),
                Fault.answering("hangs", (issuer, good) -> issuer.hanging()),
                Fault.answering("drips a byte every 20 ms", (issuer, good) -> issuer.dripping()),
                Fault.answering("cuts the answer in its middle", (issuer, good) -> TestIssuer.cutting(good)),
                Fault.of("refuses the connection", TestIssuer::goDown),
                Fault.of("shows a certificate that is not trusted", issuer -> {
                    issuer.goDown();
                    issuer.comeBackAsAStranger();
                }),
                Fault.answering("500", 500, GOOD_SET),
                Fault.answering("302 to other keys", 302, "", "Location", "/elsewhere"),
                Fault.answering("garbage", 200, "\u0000\u0001garbage"),
                Fault.answering("`{}`", 200, "{}"),
                Fault.answering("an empty set", 200, "{\"keys\":[]}"),
                Fault.answering("10 MB", 200, " ".repeat(10 << 20) + OTHER_SET),
                Fault.answering(
                        "a private key among good ones", 200, set(publicJwk(GOOD, ""), TestKeys.privateJwk(OTHER, ""))),
                Fault.answering(
                        "a symmetric key among good ones",
                        200,
                        set(publicJwk(GOOD, ""), TestKeys.octJwk(TestKeys.oct(256, "mac"), "HS256"))),
                Fault.answering(
                        "one `kid` for two keys",
                        200,
                        set(
                                publicJwk(GOOD, ""),
                                publicJwk(TestKeys.p256("twin"), ""),
                                publicJwk(TestKeys.ed25519("twin"), ""))),
                new Fault(
                        "good keys as `text/plain`: no fault",
                        issuer -> issuer.at(TestIssuer.KEYS, keys(GOOD_SET, "Content-Type", "text/plain")),
                        "200",
                        "200"),
                new Fault(
                        "other keys: a rotation", issuer -> issuer.at(TestIssuer.KEYS, keys(OTHER_SET)), "401", "401"));
    }

    private static HttpHandler keys(String set, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        Collections.addAll(all, "Cache-Control", "max-age=" + FRESH.toSeconds());
        return TestIssuer.sending(200, set, all.toArray(String[]::new));
    }

    @BeforeAll
    static void start() throws Exception {
        log = CapturedLog.open();
        int number = 0;
        for (Fault fault : faults()) {
            SUBJECTS.add(new Subject(fault, "/fault-" + ++number, TestIssuer.start()));
        }
        server = TestServer.start(true, (classes, context) -> {
            for (Subject subject : SUBJECTS) {
                install(context, subject.path, subject.sealgate);
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        THREADS.shutdownNow();
        server.close();
        SUBJECTS.forEach(Subject::close);
        log.close();
    }

    @Test
    void answers_whileTheIssuerMisbehaves_areAsDocumented() throws Exception {
        List<Future<Outcome>> running =
                SUBJECTS.stream().map(subject -> THREADS.submit(subject::run)).toList();
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> one : running) {
            outcomes.add(one.get());
        }
        String table = HEAD + outcomes.stream().map(Outcome::row).collect(Collectors.joining());
        Outcome none = outcomes.get(0);
        for (Outcome outcome : outcomes) {
            outcome.check(none);
        }
        if (Boolean.getBoolean("faults.write")) {
            Files.writeString(TABLE, table, UTF_8);
        }
        assumeTrue(Files.isDirectory(TABLE.getParent()), "the testsuite is not beside this module");
        assertThat(withoutMeasured(Files.readString(TABLE, UTF_8)))
                .as("write it anew with -Dfaults.write=true")
                .isEqualTo(withoutMeasured(table));
    }

    @Test
    void answers_nameThatDoesNotResolve_areUnavailableWithoutWaiting() throws Exception {
        try (Sealgate sealgate = sealgate("https://keys.invalid/jwks");
                TestServer alone = TestServer.start(true, (classes, context) -> install(context, "", sealgate))) {
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                long before = System.nanoTime();
                Response response = alone.get("/orders", "Authorization: Bearer " + GOOD_TOKEN);
                times.add(Duration.ofNanos(System.nanoTime() - before));
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.headers("Retry-After")).hasSize(1);
            }
            assertThat(alone.get("/orders").status()).as("no token").isEqualTo(200);
            Collections.sort(times);
            assertThat(times.get(SAMPLES / 2)).isLessThan(Duration.ofMillis(100));
            assertThat(times.get(SAMPLES - 1)).as("one wait for all").isLessThan(Duration.ofSeconds(2));
        }
    }

    private static void install(ServletContext context, String path, Sealgate sealgate) {
        FilterRegistration.Dynamic filter = context.addFilter(
                "filter" + path,
                new TokenAuthenticationFilter(
                        sealgate.config(),
                        sealgate.tokenAuthenticator()::authenticate,
                        new RequestWrapperIdentity("shop")));
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, path + "/*");
        context.addServlet("application" + path, new Application()).addMapping(path + "/*");
    }

    private static String withoutMeasured(String table) {
        return table.lines()
                .map(line -> {
                    String[] cells = line.split(" \\| ", -1);
                    return cells.length <= MEASURED_COLUMNS
                            ? line
                            : String.join(" | ", List.of(cells).subList(0, cells.length - MEASURED_COLUMNS));
                })
                .collect(Collectors.joining("\n"));
    }

    /** One application, and the issuer that it depends on. */
    private static final class Subject {
        private final Fault fault;
        private final String path;
        private final TestIssuer issuer;
        private final Sealgate sealgate;
        private volatile long lastGoodFetch;

        Subject(Fault fault, String path, TestIssuer issuer) throws Exception {
            this.fault = fault;
            this.path = path;
            this.issuer = issuer;
            issuer.at("/elsewhere", keys(OTHER_SET));
            publishGoodKeys();
            sealgate = sealgate(issuer.keys().toString());
        }

        private void publishGoodKeys() {
            HttpHandler good = keys(GOOD_SET);
            issuer.at(TestIssuer.KEYS, exchange -> {
                lastGoodFetch = System.nanoTime();
                good.handle(exchange);
            });
        }

        Outcome run() throws Exception {
            awaitAnswer("200", PATIENCE);
            Samples quiet = sample();
            assertThat(quiet.answers()).as(fault.name()).containsExactly("200");

            int fetchesBefore = issuer.fetches();
            fault.begin().of(issuer);
            if (!fault.known().equals("200")) {
                awaitAnswer(fault.known(), FRESH.plus(FRESH));
            } else {
                // Until the fault is met: where no request arrives, until one would have
                Await.until(() -> issuer.fetches() > fetchesBefore
                        || System.nanoTime() - lastGoodFetch
                                > FRESH.plusMillis(500).toNanos());
            }
            Samples meanwhile = sample();
            Samples unknown = floodOfUnknownKeys();
            Samples unknownAgain = unknownKeys();

            String tooOld = fault.known();
            Duration servedFor = Duration.ZERO;
            if (!fault.tooOld().equals(fault.known())) {
                awaitAnswer(fault.tooOld(), FRESH.plus(MAX_STALE).plusSeconds(5));
                servedFor = Duration.ofNanos(System.nanoTime() - lastGoodFetch);
                tooOld = answer(GOOD_TOKEN);
            }
            int fetches = issuer.fetches() - fetchesBefore;
            String unknownThen = answer(unknownToken());

            if (fault.name().contains("connection") || fault.name().contains("certificate")) {
                issuer.goDown();
                issuer.comeBack();
            }
            publishGoodKeys();
            awaitAnswer("200", PATIENCE);
            return new Outcome(
                    fault,
                    quiet,
                    meanwhile,
                    unknown,
                    unknownAgain,
                    tooOld,
                    unknownThen,
                    answer(GOOD_TOKEN),
                    servedFor,
                    fetches,
                    issuer.requests("/elsewhere"));
        }

        private Samples sample() throws Exception {
            List<String> answers = new ArrayList<>();
            long[] nanos = new long[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                long before = System.nanoTime();
                answers.add(answer(GOOD_TOKEN));
                nanos[i] = System.nanoTime() - before;
                Thread.sleep(20);
            }
            return Samples.of(answers, nanos);
        }

        /** Eight at once. */
        private Samples floodOfUnknownKeys() throws Exception {
            List<Future<Long>> all = new ArrayList<>();
            List<String> answers = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 8; i++) {
                all.add(THREADS.submit(() -> {
                    long before = System.nanoTime();
                    answers.add(answer(unknownToken()));
                    return System.nanoTime() - before;
                }));
            }
            long[] nanos = new long[all.size()];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = all.get(i).get();
            }
            return Samples.of(answers, nanos);
        }

        /** One after the other. */
        private Samples unknownKeys() throws Exception {
            List<String> answers = new ArrayList<>();
            long[] nanos = new long[9];
            for (int i = 0; i < nanos.length; i++) {
                long before = System.nanoTime();
                answers.add(answer(unknownToken()));
                nanos[i] = System.nanoTime() - before;
            }
            return Samples.of(answers, nanos);
        }

        private String answer(String token) throws IOException {
            Response response = server.get(path + "/orders", "Authorization: Bearer " + token);
            List<String> retryAfter = response.headers("Retry-After");
            if (retryAfter.isEmpty()) {
                return Integer.toString(response.status());
            }
            assertThat(retryAfter).hasSize(1);
            assertThat(Integer.parseInt(retryAfter.get(0))).isBetween(1, 60);
            return response.status() + ", `Retry-After`";
        }

        private void awaitAnswer(String expected, Duration atMost) throws Exception {
            long end = System.nanoTime() + atMost.toNanos();
            String answer = answer(GOOD_TOKEN);
            while (!answer.equals(expected)) {
                assertThat(System.nanoTime() - end)
                        .as("%s: waited %s for %s, last was %s", fault.name(), atMost, expected, answer)
                        .isNegative();
                Thread.sleep(20);
                answer = answer(GOOD_TOKEN);
            }
        }

        void close() {
            sealgate.close();
            issuer.close();
        }
    }

    private static String unknownToken() {
        return TestTokens.valid().header("kid", "nobody").signedWith(GOOD, "RS256");
    }

    private static Sealgate sealgate(String keys) throws Exception {
        Path certificates = directory.resolve("ca.pem");
        if (Files.notExists(certificates)) {
            Files.writeString(
                    certificates,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(TestIssuer.certificate().getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
        }
        Map<String, String> properties = Map.of(
                "mp.jwt.verify.issuer",
                TestTokens.ISSUER,
                "mp.jwt.verify.audiences",
                TestTokens.AUDIENCE,
                "mp.jwt.verify.publickey.location",
                keys,
                "sealgate.keys.trusted-certificates",
                certificates.toString(),
                "sealgate.keys.timeout",
                "PT1S",
                "sealgate.keys.min-age",
                FRESH.toString(),
                "sealgate.keys.max-stale",
                MAX_STALE.toString());
        return Sealgate.create(SealgateConfigReader.read(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build(),
                KeyFaultsIT.class.getClassLoader()));
    }

    /**
     * @param answers the different ones
     */
    private record Samples(SortedSet<String> answers, int count, Duration median, Duration p99, Duration longest) {
        static Samples of(List<String> answers, long[] nanos) {
            Arrays.sort(nanos);
            return new Samples(
                    new TreeSet<>(answers),
                    nanos.length,
                    Duration.ofNanos(nanos[nanos.length / 2]),
                    Duration.ofNanos(nanos[nanos.length * 99 / 100]),
                    Duration.ofNanos(nanos[nanos.length - 1]));
        }

        String answer() {
            return String.join(" and ", answers);
        }
    }

    private record Outcome(
            Fault fault,
            Samples quiet,
            Samples meanwhile,
            Samples unknown,
            Samples unknownAgain,
            String tooOld,
            String unknownThen,
            String recovered,
            Duration servedFor,
            int fetches,
            int redirectsFollowed) {
        /**
         * @param none what happened without a fault, at the same time on the same machine
         */
        void check(Outcome none) {
            assertThat(meanwhile.answers()).as("%s: known key", fault.name()).containsExactly(fault.known());
            assertThat(unknown.answers())
                    .as("%s: unknown keys at once", fault.name())
                    .containsExactly("401");
            assertThat(unknownAgain.answers())
                    .as("%s: unknown keys", fault.name())
                    .containsExactly("401");
            assertThat(tooOld)
                    .as("%s: known key, after max-stale", fault.name())
                    .isEqualTo(fault.tooOld());
            assertThat(recovered)
                    .as("%s: known key, when it is over", fault.name())
                    .isEqualTo("200");
            assertThat(redirectsFollowed).as("%s: redirects", fault.name()).isZero();

            Duration tenfold = Collections.max(
                            List.of(quiet.p99(), none.meanwhile().p99()))
                    .multipliedBy(10);
            assertThat(meanwhile.p99())
                    .as("%s: p99, known key", fault.name())
                    .isLessThanOrEqualTo(Collections.max(List.of(Duration.ofMillis(400), tenfold)));
            Duration anAnswer = Collections.max(List.of(Duration.ofMillis(300), tenfold));
            assertThat(unknown.longest())
                    .as("%s: one wait for all", fault.name())
                    .isLessThan(UNKNOWN_KEY_WAIT.plus(anAnswer));
            assertThat(unknownAgain.median())
                    .as("%s: no other wait", fault.name())
                    .isLessThan(Duration.ofMillis(200));
            if (fault.tooOld().equals(TOO_OLD)) {
                assertThat(unknownThen)
                        .as("%s: unknown key, after max-stale", fault.name())
                        .isEqualTo(TOO_OLD);
                assertThat(servedFor)
                        .as("%s: how long keys served on", fault.name())
                        .isBetween(
                                FRESH.plus(MAX_STALE).minusSeconds(2),
                                FRESH.plus(MAX_STALE).plusSeconds(2));
                if (arrives()) {
                    assertThat(fetches).as("%s: fetches", fault.name()).isBetween(3, 6);
                }
            }
        }

        private boolean arrives() {
            return fetches > 0;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %s | %.1f ms → %.1f ms | %.2f s |%n",
                    fault.name(),
                    meanwhile.answer(),
                    unknown.answer(),
                    tooOld,
                    unknownThen,
                    recovered,
                    fault.tooOld().equals(TOO_OLD) && arrives() ? fetches : "–",
                    quiet.p99().toNanos() / 1e6,
                    meanwhile.p99().toNanos() / 1e6,
                    unknown.longest().toNanos() / 1e9);
        }
    }

    /** Whoever gets here may. */
    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("served");
        }
    }
}
