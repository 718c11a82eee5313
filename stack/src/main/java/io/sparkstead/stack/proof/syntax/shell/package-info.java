/** Reads shell scripts as a shell would, without running them. */
@NullMarked
package io.sparkstead.stack.proof.syntax.shell;

import org.jspecify.annotations.NullMarked;
