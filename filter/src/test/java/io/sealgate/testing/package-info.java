/** Fixtures for tests, here and in other modules: keys, tokens and configurations, made anew at each run. */
@org.jspecify.annotations.NullMarked
package io.sealgate.testing;
