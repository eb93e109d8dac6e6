package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonReader;
import io.sealgate.testing.AttackCorpus;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole tokens in many classes of attack, and good ones: the validator must tell them apart. */
class AttackCorpusTest {
    private static final Instant ONE_MINUTE_LATER = Instant.ofEpochSecond(1_795_310_693L + 60);

    static Stream<Attack> corpus() throws Exception {
        return AttackCorpus.read().lines().stream().map(AttackCorpusTest::read);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void validate_tokenOfCorpus_isJudgedAsExpected(Attack attack) throws Exception {
        ValidationResult result = validator().validate(attack.token());

        assertThat(result instanceof Validated).as("%s", result).isEqualTo(attack.accepted());
    }

    private static ComparedValidator validator() throws Exception {
        return ComparedValidator.of(AttackCorpus.read().config(), Clock.fixed(ONE_MINUTE_LATER, ZoneOffset.UTC));
    }

    private static Attack read(String line) {
        JsonReader reader = new JsonReader(line.getBytes(StandardCharsets.UTF_8), new JsonLimits(2, 100));
        assertThat(reader.read()).isNull();
        List<String> values = Stream.of("class", "name", "expect", "token")
                .map(name -> String.valueOf(reader.object().string(name)))
                .toList();
        return new Attack(values.get(0) + ": " + values.get(1), values.get(2).equals("accept"), values.get(3));
    }

    record Attack(String name, boolean accepted, String token) {
        @Override
        public String toString() {
            return name;
        }
    }
}
