/**
 * Starts a server with the orders example and shows, request by request, what it accepts and what it refuses.
 *
 * <p>{@link io.sealgate.examples.demo.Demo} is the program, {@link io.sealgate.examples.demo.Walk} the list of requests and the answers expected,
 * {@link io.sealgate.examples.demo.TokenForge} makes the tokens that no issuer would, {@link io.sealgate.examples.demo.Server} has one implementation per kind of server.
 */
@NullMarked
package io.sealgate.examples.demo;

import org.jspecify.annotations.NullMarked;
