package io.sealgate.examples.orders;

import io.sealgate.cdi.review.EndpointReview;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EndpointsTest {

    /** Whoever opens an endpoint changes endpoints.json, and a review sees it. */
    @Test
    void endpoints_areThoseReviewed() {
        EndpointReview.ofClassesIn(Path.of("target/classes"))
                .assertSameAs(Path.of("src/test/resources/endpoints.json"));
    }
}
