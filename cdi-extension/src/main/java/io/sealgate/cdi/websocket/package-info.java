/**
 * Guards WebSocket endpoints: the handshake is held against what the endpoint asks, messages against what their methods ask, and a connection is closed when the token that opened it
 * expires.
 *
 * <p>Start with {@link io.sealgate.cdi.websocket.SealgateConfigurator}, which applications name and which is API; {@code HandshakeGuard} decides. Nothing here is loaded where there is no
 * Jakarta WebSocket but {@code SessionGuarded} and {@code WebSocketBeans}, which know nothing of it.
 *
 * <p>Depends on Jakarta WebSocket, CDI, interceptors, the Servlet API, {@code io.sealgate.cdi} and the filter module.
 */
@NullMarked
package io.sealgate.cdi.websocket;

import org.jspecify.annotations.NullMarked;
