/**
 * The configuration: one immutable, typed object, read once. Start with {@link io.sealgate.config.SealgateConfig}; {@link
 * io.sealgate.config.SealgateProperty} lists every property, {@link io.sealgate.config.SealgateConfigReader} reads them from MicroProfile Config and
 * finds all problems in one go, {@link io.sealgate.config.ProblemCode} lists the kinds of problem. {@link io.sealgate.config.ApplicationConfig} does
 * the same where MicroProfile Config may be absent, {@link io.sealgate.config.PropertiesFile} without it. Nothing else in Sealgate sees MicroProfile Config.
 *
 * <p>May import MicroProfile Config and {@code io.sealgate.token}. Public API.
 */
@NullMarked
package io.sealgate.config;

import org.jspecify.annotations.NullMarked;
