package io.sealgate.testsuite.rules;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Switches Jakarta REST on; resources are found by scanning. */
@ApplicationPath("api")
public class RulesApplication extends Application {}
