/**
 * A strict, bounded reader of JSON objects (RFC 8259) for text that an attacker may have written: no recursion, no duplicate members at any
 * level, strict UTF-8, no lone surrogates, no NUL, bounds on depth, size and numbers, and values made only when somebody asks.
 *
 * <p>Depends on {@code java.*} alone. Start with {@link io.sealgate.json.JsonReader}. Internal: not API, but for {@link
 * io.sealgate.json.JsonPointer} and {@link io.sealgate.json.JsonValue}, with which claims are looked at without making them.
 */
@NullMarked
package io.sealgate.json;

import org.jspecify.annotations.NullMarked;
