/**
 * What executors with GPUs or other devices ask of a stack: nodes that have them, a script that
 * finds them, and tasks that share them.
 */
@NullMarked
package io.sparkstead.stack.proof.device;

import org.jspecify.annotations.NullMarked;
