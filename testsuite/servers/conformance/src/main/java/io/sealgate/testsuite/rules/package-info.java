/**
 * The application whose rules are tested: each way to ask, on resources, locators and CDI beans, so that it runs on a bare servlet container too. What nobody should
 * get without the right token begins with {@code SECRET}. Never loaded by the tests themselves.
 */
@NullMarked
package io.sealgate.testsuite.rules;

import org.jspecify.annotations.NullMarked;
