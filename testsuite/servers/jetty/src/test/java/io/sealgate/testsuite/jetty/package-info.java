/** An Arquillian container adapter for Jetty. */
@NullMarked
package io.sealgate.testsuite.jetty;

import org.jspecify.annotations.NullMarked;
