package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "token=a, a",
        "x=1; token=a, a",
        "token=a; x=1, a",
        "token=a;x=1, a",
        "' token = a ', a",
        "token=\"a\", a",
        "token=, ''",
        "token=a=b, a=b",
        "$Version=1; token=a; $Path=/, a",
        "x; token=a, a",
        "token=\", \""
    })
    void values_oneOfTheName_isRead(String header, String value) {
        assertThat(CookieHeader.values(List.of(header), "token")).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"Token=a", "token2=a", "xtoken=a", "x=token=a", "token", "''", ";;", "token x=a", "x=\";token\"=a"})
    void values_noneOfTheName_isEmpty(String header) {
        assertThat(CookieHeader.values(List.of(header), "token")).isEmpty();
    }

    @Test
    void values_severalOfTheName_areAllThere() {
        assertThat(CookieHeader.values(List.of("token=a; token=b", "x=1", "token=a"), "token"))
                .containsExactly("a", "b", "a");
    }

    @Test
    void values_quotedSemicolon_doesNotHideASecondCookie() {
        assertThat(CookieHeader.values(List.of("x=\"1; token=a; y=2\"; token=b"), "token"))
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "=", ";=", "a=b; ", "tokeN=a; ", " "})
    void values_ofOtherNames_costNeitherTimeNorMemory(String cookie) {
        List<String> headers = List.of(cookie.repeat(4_000_000 / cookie.length()));
        assertThat(CookieHeader.values(headers, "token")).isEmpty();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long time = threads.getCurrentThreadCpuTime();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        assertThat(CookieHeader.values(headers, "token")).isEmpty();
        assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).isLessThan(10_000);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - time)).isLessThan(Duration.ofSeconds(2));
    }
}
