/** Reads Python as Python would, without running it. */
@NullMarked
package io.sparkstead.stack.proof.syntax.python;

import org.jspecify.annotations.NullMarked;
