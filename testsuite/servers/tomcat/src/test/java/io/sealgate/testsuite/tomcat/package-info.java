/** An Arquillian container adapter for Tomcat. */
@NullMarked
package io.sealgate.testsuite.tomcat;

import org.jspecify.annotations.NullMarked;
