package io.sealgate.benchmarks;

import io.sealgate.extract.ExtractionResult;
import io.sealgate.extract.RequestTokenExtractor;
import io.sealgate.extract.RequestView;
import io.sealgate.extract.TokenExtractor;
import io.sealgate.token.TokenSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding a token of some nine hundred characters in a request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExtractBenchmark {
    private static final String COOKIE = "__Host-token";
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz-0123456789_".repeat(24);

    private final TokenExtractor headerAlone = RequestTokenExtractor.of(Set.of(TokenSource.AUTHORIZATION), null, null);
    private final TokenExtractor headerAndCookie =
            RequestTokenExtractor.of(Set.of(TokenSource.AUTHORIZATION, TokenSource.COOKIE), COOKIE, null);
    private final RequestView withHeader = OneTokenRequest.withHeader(TOKEN);
    private final RequestView withCookie = OneTokenRequest.withCookie(TOKEN);

    @Benchmark
    public ExtractionResult header() {
        return headerAlone.extract(withHeader);
    }

    @Benchmark
    public ExtractionResult headerOrCookie() {
        return headerAndCookie.extract(withCookie);
    }
}
