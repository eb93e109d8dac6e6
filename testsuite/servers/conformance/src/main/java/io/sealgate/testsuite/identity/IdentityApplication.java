package io.sealgate.testsuite.identity;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST side, under {@code /rest}. */
@ApplicationPath("/rest")
public class IdentityApplication extends Application {}
