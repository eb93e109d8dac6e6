package io.sealgate.cdi.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointPathTest {

    @ParameterizedTest
    @CsvSource({
        "/live, /live",
        "/live/, /live",
        "/, ''",
        "/rooms/{room}, /rooms/red",
        "/{a}/{b}, /rooms/red",
        "/rooms/{ room }, /rooms/red",
        "/a{b}c, /anything"
    })
    void match_samePath_matches(String template, String path) {
        assertThat(EndpointPath.of(template).match(path)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/live, /LIVE",
        "/live, /live/x",
        "/live, ''",
        "/rooms/{room}, /rooms",
        "/rooms/{room}, /rooms/red/x",
        "/rooms/{room}, /halls/red"
    })
    void match_anotherPath_doesNot(String template, String path) {
        assertThat(EndpointPath.of(template).match(path)).isNull();
    }

    @Test
    void match_parameters_haveTheirValues() {
        assertThat(EndpointPath.of("/{tenant}/rooms/{ room }").match("/acme/rooms/red"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("tenant", "acme", "room", "red"));
    }

    @Test
    void best_segmentsThatAreAsTheyAre_winFromTheLeft() {
        List<EndpointPath> candidates = Stream.of("/{a}/{b}", "/{a}/red", "/rooms/{b}", "/rooms/red")
                .map(EndpointPath::of)
                .toList();
        assertThat(EndpointPath.best(candidates, Function.identity())).contains(candidates.get(3));
        assertThat(EndpointPath.best(candidates.subList(0, 3), Function.identity()))
                .contains(candidates.get(2));
        assertThat(EndpointPath.best(candidates.subList(0, 2), Function.identity()))
                .contains(candidates.get(1));
    }
}
