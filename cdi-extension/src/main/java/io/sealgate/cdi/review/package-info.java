/**
 * For the tests of applications: {@link io.sealgate.cdi.review.EndpointReview} compares the endpoints of compiled classes with a checked-in file, so that a review sees who may reach
 * what. Nothing here is used at run time.
 *
 * <p>Depends on {@code io.sealgate.cdi}, {@code io.sealgate.cdi.rest} and {@code io.sealgate.endpoints}. Public API.
 */
@NullMarked
package io.sealgate.cdi.review;

import org.jspecify.annotations.NullMarked;
