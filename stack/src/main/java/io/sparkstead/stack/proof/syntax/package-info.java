/**
 * Rules: whether texts can be read by those who read them: scripts by a shell, programs, notebooks
 * and Jupyter's configuration by Python, JSON by anybody. Here: where such texts stand, and the
 * rules. Below it: the readers.
 *
 * <p>More than 15 files: a text is found by one class, and each who reads it has rules of its own.
 */
@NullMarked
package io.sparkstead.stack.proof.syntax;

import org.jspecify.annotations.NullMarked;
