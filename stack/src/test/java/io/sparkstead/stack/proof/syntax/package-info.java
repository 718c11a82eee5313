/**
 * Each family by stacks that keep its rules and stacks that break one.
 *
 * <p>More than 15 files: a family has its test.
 */
@NullMarked
package io.sparkstead.stack.proof.syntax;

import org.jspecify.annotations.NullMarked;
