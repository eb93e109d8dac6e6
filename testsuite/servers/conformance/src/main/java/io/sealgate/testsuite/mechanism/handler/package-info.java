/** An application of Jakarta EE 11 whose handler combines Sealgate's mechanism with the container's for HTTP Basic. Never loaded by the tests themselves. */
@NullMarked
package io.sealgate.testsuite.mechanism.handler;

import org.jspecify.annotations.NullMarked;
