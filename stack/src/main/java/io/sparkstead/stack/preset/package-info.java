/**
 * Whole stacks made from the few things that differ from place to place.
 *
 * <p>Nothing is here that the parts in {@link io.sparkstead.stack.component} cannot say one by one;
 * what only some places have is added to the stack that comes out.
 */
@NullMarked
package io.sparkstead.stack.preset;

import org.jspecify.annotations.NullMarked;
