package io.sealgate.testsuite.traps;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** Has the server read tokens, too. */
@ApplicationPath("api")
@LoginConfig(authMethod = "MP-JWT")
public class MicroProfileJwtApplication extends Application {}
