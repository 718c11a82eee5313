/**
 * The places a stack runs: one class each, with everything that differs from place to place in it.
 *
 * <p>A place is Java arguments: addresses, sizes, images, what is exposed how; and a patch where
 * there is no argument. It knows the parts, opens no file, and knows no other place.
 */
@NullMarked
package io.sparkstead.overlays;

import org.jspecify.annotations.NullMarked;
