/**
 * Tests of the rules, and {@link io.sparkstead.stack.proof.testing.Altered evidence} to hold them
 * to: a stack that is right, with one thing made wrong.
 */
@NullMarked
package io.sparkstead.stack.proof;

import org.jspecify.annotations.NullMarked;
