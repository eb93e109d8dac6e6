/**
 * A shop that trusts nothing but tokens. {@link io.sealgate.examples.orders.LoginResource} checks a password and hands out a token,
 * {@link io.sealgate.examples.orders.OrderResource} shows what an endpoint asks of one; all that lies between is Sealgate.
 */
@NullMarked
package io.sealgate.examples.orders;

import org.jspecify.annotations.NullMarked;
