package io.sealgate.testsuite.reach;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Makes a success of whatever goes wrong. */
@Provider
public class EverythingMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable exception) {
        return Response.ok("mapped").type("text/plain").build();
    }
}
