/** An Arquillian container adapter for Tomcat. */
package io.sealgate.testsuite.tomcat;
