package io.sealgate.cdi.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.cdi.RequiresClaim;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointReviewTest {
    private static final String GUARDED =
            EndpointReview.of(List.of(Guarded.class)).map().toJson().replace("$Guarded", "$Orders");
    private static final String OPENED =
            EndpointReview.of(List.of(Opened.class)).map().toJson().replace("$Opened", "$Orders");

    @TempDir
    private Path directory;

    @jakarta.ws.rs.Path("/orders")
    public static class Guarded {
        @GET
        @PermitAll
        public void list() {}

        @DELETE
        @jakarta.ws.rs.Path("/{id}")
        @RequiresClaim(name = "role", equals = "clerk")
        public void cancel() {}
    }

    @jakarta.ws.rs.Path("/orders")
    public static class Opened {
        @GET
        @RequiresClaim(name = "role", equals = "clerk")
        public void list() {}

        @DELETE
        @jakarta.ws.rs.Path("/{id}")
        public void cancel() {}

        @GET
        @jakarta.ws.rs.Path("/{id}")
        public void find() {}
    }

    @Test
    void differences_ofTheSame_areNone() {
        assertThat(EndpointReview.differences(GUARDED, GUARDED)).isEmpty();
    }

    @Test
    void differences_sayWhatBecameOfEachEndpoint() {
        assertThat(EndpointReview.differences(GUARDED, OPENED))
                .satisfiesExactly(
                        list -> assertThat(list).startsWith("GET /orders asks something else: it was permitted "),
                        cancel -> assertThat(cancel)
                                .startsWith(
                                        "DELETE /orders/{id} became public: it was guarded {\"asks\":\"role equals clerk\"")
                                .endsWith(", and is open"),
                        find -> assertThat(find).isEqualTo("GET /orders/{id} is new, and open"));
        assertThat(EndpointReview.differences(OPENED, GUARDED)).contains("GET /orders/{id} is gone; it was open");
        assertThat(EndpointReview.differences(GUARDED, GUARDED.replace("#cancel\",", "#remove\",")))
                .singleElement()
                .asString()
                .startsWith("DELETE /orders/{id} is answered by ");
    }

    @Test
    void assertSameAs_file_failsUntilItIsTheSame() throws IOException {
        EndpointReview review = EndpointReview.of(List.of(Guarded.class));
        Path file = directory.resolve("endpoints.json");
        System.clearProperty("endpoints.update");

        assertThatThrownBy(() -> review.assertSameAs(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dendpoints.update=true");
        System.setProperty("endpoints.update", "true");
        try {
            review.assertSameAs(file);
        } finally {
            System.clearProperty("endpoints.update");
        }
        assertThatCode(() -> review.assertSameAs(file)).doesNotThrowAnyException();

        Files.writeString(file, Files.readString(file).replace("\"access\":\"permitted\"", "\"access\":\"guarded\""));
        assertThatThrownBy(() -> review.assertSameAs(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /orders became public");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> review.assertSameAs(file)).isInstanceOf(AssertionError.class);
    }

    @Test
    void ofClassesIn_compiledClasses_findsTheResources() throws IOException {
        String file = Guarded.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(directory.resolve(file).getParent());
        Files.copy(Path.of("target/test-classes").resolve(file), directory.resolve(file));

        EndpointReview review = EndpointReview.ofClassesIn(directory);

        assertThat(review.map().endpoints())
                .anySatisfy(endpoint -> assertThat(endpoint.target()).endsWith("EndpointReviewTest$Guarded#cancel"));
        assertThatThrownBy(() -> EndpointReview.ofClassesIn(directory.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
