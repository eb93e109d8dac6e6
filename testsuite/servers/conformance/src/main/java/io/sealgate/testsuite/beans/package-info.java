/**
 * The application with guarded enterprise beans, for servers of the Jakarta EE platform. What nobody should get without the right token begins with {@code SECRET}. Never
 * loaded by the tests themselves.
 */
@NullMarked
package io.sealgate.testsuite.beans;

import org.jspecify.annotations.NullMarked;
