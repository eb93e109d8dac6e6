/**
 * Programs that measure. {@link io.sealgate.benchmarks.PairedBenchmark} compares contenders with the limit, the raw cryptography, in turns within one JVM, since the machines that it
 * runs on are shared and noisy; its figures are ratios. Not API.
 */
@NullMarked
package io.sealgate.benchmarks;

import org.jspecify.annotations.NullMarked;
