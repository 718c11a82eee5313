/**
 * The way out: changes of single fields of objects that no argument of a component offers.
 *
 * <p>{@link io.sparkstead.stack.patch.Patch} says what is changed, {@link
 * io.sparkstead.stack.patch.Patches} does it. Jackson and zjsonpatch work behind {@code Documents},
 * and are not so much as loaded for a stack without patches.
 */
@NullMarked
package io.sparkstead.stack.patch;

import org.jspecify.annotations.NullMarked;
