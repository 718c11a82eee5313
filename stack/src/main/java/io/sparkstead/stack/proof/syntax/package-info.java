/**
 * Rules: whether texts can be read by those who read them: scripts by a shell, programs, notebooks
 * and Jupyter's configuration by Python, JSON by anybody. Here: where such texts stand, and the
 * rules. Below it: the readers.
 */
@NullMarked
package io.sparkstead.stack.proof.syntax;

import org.jspecify.annotations.NullMarked;
