/**
 * The places a stack runs: one class each, with everything that differs from place to place in it.
 *
 * <p>A place is Java arguments and no patches: addresses, sizes, images, what is exposed how. It
 * knows the parts and none of their YAML, opens no file, and knows no other place.
 */
@NullMarked
package io.sparkstead.overlays;

import org.jspecify.annotations.NullMarked;
