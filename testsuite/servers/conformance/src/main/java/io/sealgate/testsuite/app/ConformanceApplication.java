package io.sealgate.testsuite.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Switches Jakarta REST on; resources are found by scanning. */
@ApplicationPath("api")
public class ConformanceApplication extends Application {}
