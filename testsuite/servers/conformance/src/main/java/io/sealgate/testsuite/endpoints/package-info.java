/**
 * The application whose endpoints are tested: some with a rule by annotation, some by path, some with none. What nobody should get without a token begins with {@code
 * SECRET}. Never loaded by the tests themselves.
 */
@NullMarked
package io.sealgate.testsuite.endpoints;

import org.jspecify.annotations.NullMarked;
