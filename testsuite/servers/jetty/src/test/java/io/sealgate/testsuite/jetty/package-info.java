/** An Arquillian container adapter for Jetty. */
package io.sealgate.testsuite.jetty;
