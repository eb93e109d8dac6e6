/**
 * The part of the conformance application that reports who the container takes the caller for, as every view that Jakarta
 * EE has sees it, and on every way on which a request or its work can travel. Start at {@link
 * io.sealgate.testsuite.identity.IdentityServlet}. Uses Jakarta EE alone, so that the application knows no more of Sealgate than a user's does.
 */
@NullMarked
package io.sealgate.testsuite.identity;

import org.jspecify.annotations.NullMarked;
