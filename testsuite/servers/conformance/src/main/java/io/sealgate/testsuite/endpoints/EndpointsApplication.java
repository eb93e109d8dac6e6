package io.sealgate.testsuite.endpoints;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/api")
public class EndpointsApplication extends Application {}
