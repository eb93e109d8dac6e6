/**
 * The tests that every server runs unchanged, against applications that have the library in {@code WEB-INF/lib}. They know the
 * library by its answers alone: none of its classes is on their class path, and those of the applications are named, not loaded. Start at {@link
 * io.sealgate.testsuite.TokenConformanceIT}.
 */
@NullMarked
package io.sealgate.testsuite;

import org.jspecify.annotations.NullMarked;
