/**
 * The configuration doctor, a program: {@code java -jar} on the drop-in JAR judges a configuration without a server, and makes keys. Start with
 * {@link io.sealgate.doctor.Doctor}.
 *
 * <p>It decides nothing: every verdict is that of the code that runs at deployment. May import everything but {@code io.sealgate.servlet}; nothing imports it. Not API.
 */
@NullMarked
package io.sealgate.doctor;

import org.jspecify.annotations.NullMarked;
