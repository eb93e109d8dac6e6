/**
 * The WebSocket endpoints that are deployed. These classes run inside of the server.
 */
@NullMarked
package io.sealgate.testsuite.sockets;

import org.jspecify.annotations.NullMarked;
