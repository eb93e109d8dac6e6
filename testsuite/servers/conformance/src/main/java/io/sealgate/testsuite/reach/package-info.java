/**
 * The application that reaches guarded code by other ways than plain calls: pages, an exception mapper that takes everything, threads of its own. What nobody should
 * get without the right token begins with {@code SECRET}. Never loaded by the tests themselves.
 */
@NullMarked
package io.sealgate.testsuite.reach;

import org.jspecify.annotations.NullMarked;
