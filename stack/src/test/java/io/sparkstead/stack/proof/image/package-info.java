/**
 * Each family by stacks that keep its rules and stacks that break one.
 *
 * <p>More than 15 files: the test of each family stands where the family does.
 */
@NullMarked
package io.sparkstead.stack.proof.image;

import org.jspecify.annotations.NullMarked;
