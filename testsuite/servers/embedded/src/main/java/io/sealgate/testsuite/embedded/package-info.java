/**
 * The common part of Arquillian container adapters for servlet containers inside the test's own JVM. Those there are
 * for Tomcat and Jetty offer no TLS.
 */
@NullMarked
package io.sealgate.testsuite.embedded;

import org.jspecify.annotations.NullMarked;
