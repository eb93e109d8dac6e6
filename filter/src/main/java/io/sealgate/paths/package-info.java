/**
 * Rules for paths, which guard code that cannot be annotated. {@link io.sealgate.paths.RequestPath} reads the path of a request as strictly as any server could, {@link
 * io.sealgate.paths.PathRules} finds the rule, {@link io.sealgate.paths.AccessRule} decides.
 *
 * <p>Depends on {@code io.sealgate.claims} and {@code io.sealgate.token}; knows neither servlets nor where the rules are written.
 */
@NullMarked
package io.sealgate.paths;

import org.jspecify.annotations.NullMarked;
