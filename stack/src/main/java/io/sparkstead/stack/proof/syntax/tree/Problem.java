package io.sparkstead.stack.proof.syntax.tree;

/**
 * What a reader says of a line that it refuses.
 *
 * @param line from 1
 * @param what a part of a sentence
 */
public record Problem(int line, String what) {}
