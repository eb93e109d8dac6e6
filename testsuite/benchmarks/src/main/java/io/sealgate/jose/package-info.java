/** What the benchmarks borrow from this package of the filter. */
@NullMarked
package io.sealgate.jose;

import org.jspecify.annotations.NullMarked;
