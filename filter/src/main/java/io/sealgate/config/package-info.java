/**
 * The configuration: one immutable, typed object, read once. Start with {@link io.sealgate.config.SealgateConfig}; {@link
 * io.sealgate.config.SealgateProperty} lists every property, {@link io.sealgate.config.SealgateConfigReader} reads them from MicroProfile Config and
 * reports all problems together. Nothing else in Sealgate sees MicroProfile Config. Public API.
 */
@NullMarked
package io.sealgate.config;

import org.jspecify.annotations.NullMarked;
