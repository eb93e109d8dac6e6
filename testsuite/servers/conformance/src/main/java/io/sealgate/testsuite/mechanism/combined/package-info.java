/** An application whose mechanism of Jakarta Security asks Sealgate's for requests with a token. Never loaded by the tests themselves. */
@NullMarked
package io.sealgate.testsuite.mechanism.combined;

import org.jspecify.annotations.NullMarked;
