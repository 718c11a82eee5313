/**
 * Whether a cluster has what a tree counts on, told line by line. Nothing is written there. Not
 * here: whether the tree is right by itself, which rules judge.
 */
@NullMarked
package io.sparkstead.render.preflight;

import org.jspecify.annotations.NullMarked;
