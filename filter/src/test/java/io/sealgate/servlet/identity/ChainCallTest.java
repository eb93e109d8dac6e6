package io.sealgate.servlet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChainCallTest {
    private final ServletRequest request = new ServletRequestWrapper(nothing(ServletRequest.class));
    private final ServletResponse response = new ServletResponseWrapper(nothing(ServletResponse.class));

    @Test
    void run_goodChain_isCalledOnceInsideTheExecutor() throws Exception {
        List<String> order = new ArrayList<>();

        ChainCall.run(
                task -> {
                    order.add("before");
                    task.run();
                    order.add("after");
                },
                (q, s) -> order.add(q == request && s == response ? "chain" : "other arguments"),
                request,
                response);

        assertThat(order).containsExactly("before", "chain", "after");
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IOException("io"),
                new ServletException("servlet"),
                new IllegalStateException("runtime"),
                new StackOverflowError("error"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void run_chainThrows_passesTheSameOn(Throwable thrown) {
        FilterChain chain = (q, s) -> sneak(thrown);

        assertThatThrownBy(() -> ChainCall.run(Runnable::run, chain, request, response))
                .isSameAs(thrown);
    }

    @Test
    void run_chainThrowsUndeclared_wrapsIt() {
        InterruptedException thrown = new InterruptedException("undeclared");
        FilterChain chain = (q, s) -> sneak(thrown);

        assertThatThrownBy(() -> ChainCall.run(Runnable::run, chain, request, response))
                .isInstanceOf(ServletException.class)
                .hasCause(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is erased: anything may be thrown
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new AssertionError(method);
        }));
    }
}
