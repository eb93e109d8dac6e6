/** Servlets that say who calls, for applications with a mechanism of Jakarta Security in the packages below. Never loaded by the tests themselves. */
@NullMarked
package io.sealgate.testsuite.mechanism;

import org.jspecify.annotations.NullMarked;
