/** A warehouse whose callers come with access tokens of a Keycloak realm. {@link io.sealgate.examples.keycloak.ItemResource} shows what its endpoints ask of them. */
@NullMarked
package io.sealgate.examples.keycloak;

import org.jspecify.annotations.NullMarked;
