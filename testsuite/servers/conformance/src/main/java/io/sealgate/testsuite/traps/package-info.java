/** Applications in which a requirement seems to hold and would not, if nobody looked. */
@org.jspecify.annotations.NullMarked
package io.sealgate.testsuite.traps;
