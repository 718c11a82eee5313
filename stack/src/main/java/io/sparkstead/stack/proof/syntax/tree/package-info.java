/** Texts as trees, by the grammars of tree-sitter: here alone are its classes known. */
@NullMarked
package io.sparkstead.stack.proof.syntax.tree;

import org.jspecify.annotations.NullMarked;
