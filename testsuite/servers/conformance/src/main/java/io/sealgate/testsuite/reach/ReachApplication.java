package io.sealgate.testsuite.reach;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Switches Jakarta REST on; resources are found by scanning. */
@ApplicationPath("api")
public class ReachApplication extends Application {}
