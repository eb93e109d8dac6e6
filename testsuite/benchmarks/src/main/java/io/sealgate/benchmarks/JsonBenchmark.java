package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonReader;
import java.io.IOException;
import java.util.Map;
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

/** Reading the claims of the workload's payload. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonBenchmark {
    private final byte[] payload = Workload.payload().getBytes(UTF_8);
    private final ObjectMapper jackson = new ObjectMapper();

    /** Reads and finds one claim; nothing else is made. */
    @Benchmark
    public boolean lazily() {
        return read().isString("iss", Workload.ISSUER);
    }

    @Benchmark
    public Map<String, ?> asMap() {
        return read().asMap();
    }

    @Benchmark
    public Map<?, ?> jackson() throws IOException {
        return jackson.readValue(payload, Map.class);
    }

    private JsonObject read() {
        JsonReader reader = new JsonReader(payload, JsonLimits.CLAIMS);
        if (reader.read() != null) {
            throw new IllegalStateException("refused");
        }
        return reader.object();
    }
}
