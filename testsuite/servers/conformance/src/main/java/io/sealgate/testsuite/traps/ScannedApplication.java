package io.sealgate.testsuite.traps;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Has its resources found. */
@ApplicationPath("api")
public class ScannedApplication extends Application {}
