/**
 * What happens to requests, for audit logs and alarms: {@link io.sealgate.event.SecurityEvent} and its kinds. CDI applications observe them; others register a {@link
 * io.sealgate.event.SecurityEventListener}.
 *
 * <p>Values alone: depends on {@code io.sealgate.token}. Public API.
 */
@NullMarked
package io.sealgate.event;

import org.jspecify.annotations.NullMarked;
