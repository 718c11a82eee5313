/**
 * Tests of what is asked of images.
 *
 * <p>More than 15 files: a family has its test.
 */
@NullMarked
package io.sparkstead.stack.proof.image;

import org.jspecify.annotations.NullMarked;
