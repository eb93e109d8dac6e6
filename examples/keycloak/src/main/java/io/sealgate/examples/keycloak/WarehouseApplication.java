package io.sealgate.examples.keycloak;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Turns Jakarta REST on. */
@ApplicationPath("/")
public class WarehouseApplication extends Application {}
