package io.sealgate.examples.orders;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Turns Jakarta REST on. */
@ApplicationPath("/")
public class ShopApplication extends Application {}
