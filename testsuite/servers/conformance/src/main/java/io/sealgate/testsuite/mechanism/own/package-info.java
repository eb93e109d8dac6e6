/** An application with a mechanism of Jakarta Security that knows nothing of tokens. Never loaded by the tests themselves. */
@NullMarked
package io.sealgate.testsuite.mechanism.own;

import org.jspecify.annotations.NullMarked;
