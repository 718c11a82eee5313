/**
 * What tests of a stack share: approved snapshots, and a stack's objects by kind and name.
 *
 * <p>A helper earns its place when a second test needs it. Nothing here knows an environment, and
 * no test lives here but those of the helpers.
 */
@NullMarked
package io.sparkstead.stack.testing;

import org.jspecify.annotations.NullMarked;
