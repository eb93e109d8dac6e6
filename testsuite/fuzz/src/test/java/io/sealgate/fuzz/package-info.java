/** Fuzz targets that go in by the front door, and what all targets share: bounds on the cost of an input, and the report. */
@org.jspecify.annotations.NullMarked
package io.sealgate.fuzz;
