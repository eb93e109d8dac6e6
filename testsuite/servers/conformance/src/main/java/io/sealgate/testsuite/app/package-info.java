/**
 * The application whose tokens are tested: Jakarta REST, servlets and CDI, so that it runs on a bare servlet container too. What nobody should get without a
 * token begins with {@code SECRET}. Never loaded by the tests themselves.
 */
@NullMarked
package io.sealgate.testsuite.app;

import org.jspecify.annotations.NullMarked;
