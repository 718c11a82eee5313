/**
 * What is asked of where things come from: no credential stands in a file, nothing floats, builds
 * repeat, what people put in is sealed, and whoever syncs the tree syncs this one.
 *
 * <p>No family knows another.
 */
@NullMarked
package io.sparkstead.stack.proof.supply;

import org.jspecify.annotations.NullMarked;
