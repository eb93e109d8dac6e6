/**
 * Starts a server with one of the examples and shows, request by request, what it accepts and what it refuses.
 *
 * <p>{@link io.sealgate.examples.demo.Demo} is the program, {@link io.sealgate.examples.demo.Example} has one implementation per example, whose walk is the list of requests
 * and the answers expected, {@link io.sealgate.examples.demo.Server} one per kind of server. {@link io.sealgate.examples.demo.TokenForge} makes the tokens that no
 * issuer would, {@link io.sealgate.examples.demo.Keycloak} starts a real one.
 */
@NullMarked
package io.sealgate.examples.demo;

import org.jspecify.annotations.NullMarked;
