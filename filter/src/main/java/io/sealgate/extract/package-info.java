/**
 * Finds the token in a request. Start with {@link io.sealgate.extract.TokenExtractor}; {@link io.sealgate.extract.RequestView} is all that it sees of a
 * request. Depends on {@code io.sealgate.token} alone. Public API.
 */
@NullMarked
package io.sealgate.extract;

import org.jspecify.annotations.NullMarked;
