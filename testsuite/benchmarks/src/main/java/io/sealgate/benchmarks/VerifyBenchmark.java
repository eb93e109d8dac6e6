package io.sealgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A good signed token, by us and by the other libraries. The same contenders as in {@link PairedBenchmark}, with JMH's statistics. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VerifyBenchmark {

    /** What all libraries support. */
    @State(Scope.Benchmark)
    public static class AnyAlgorithm extends Contenders {
        @Param({"HS256", "RS256", "PS256", "ES256", "EdDSA"})
        public String algorithm = "";

        @Setup
        public void create() throws Exception {
            create(algorithm);
        }
    }

    /** What Nimbus JOSE+JWT and Spring Security support. */
    @State(Scope.Benchmark)
    public static class AllButEdDsa extends Contenders {
        @Param({"HS256", "RS256", "PS256", "ES256"})
        public String algorithm = "";

        @Setup
        public void create() throws Exception {
            create(algorithm);
        }
    }

    /** What java-jwt supports. */
    @State(Scope.Benchmark)
    public static class OldAlgorithms extends Contenders {
        @Param({"HS256", "RS256", "ES256"})
        public String algorithm = "";

        @Setup
        public void create() throws Exception {
            create(algorithm);
        }
    }

    /** The contenders of one algorithm. */
    public abstract static class Contenders {
        private @Nullable List<Contender> contenders;

        void create(String algorithm) throws Exception {
            contenders = new ArrayList<>(AcceptanceScenarios.signed(algorithm, Settings.read())
                    .contenders()
                    .create());
        }

        Object run(String name) throws Exception {
            if (contenders != null) {
                for (Contender contender : contenders) {
                    if (contender.name().equals(name)) {
                        return contender.operation().run();
                    }
                }
            }
            throw new IllegalStateException(name);
        }
    }

    @Benchmark
    public Object limit(AnyAlgorithm contenders) throws Exception {
        return contenders.run(Contender.LIMIT);
    }

    @Benchmark
    public Object sealgate(AnyAlgorithm contenders) throws Exception {
        return contenders.run(Contender.SEALGATE);
    }

    @Benchmark
    public Object sealgateAsMap(AnyAlgorithm contenders) throws Exception {
        return contenders.run(Contender.SEALGATE_AS_MAP);
    }

    @Benchmark
    public Object jose4j(AnyAlgorithm contenders) throws Exception {
        return contenders.run(Peers.JOSE4J);
    }

    @Benchmark
    public Object smallRye(AnyAlgorithm contenders) throws Exception {
        return contenders.run(Peers.SMALLRYE);
    }

    @Benchmark
    public Object nimbus(AllButEdDsa contenders) throws Exception {
        return contenders.run(Peers.NIMBUS);
    }

    @Benchmark
    public Object spring(AllButEdDsa contenders) throws Exception {
        return contenders.run(Peers.SPRING);
    }

    @Benchmark
    public Object javaJwt(OldAlgorithms contenders) throws Exception {
        return contenders.run(Peers.JAVA_JWT);
    }
}
