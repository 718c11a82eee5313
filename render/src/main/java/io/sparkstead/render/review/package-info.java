/**
 * What a change of a tree does: which objects and files differ, and what follows of it in the
 * cluster.
 *
 * <p>Trees are texts here, wherever they come from: rendered, on disk, of a Git revision. Not here:
 * what a tree should be, which {@code stack.proof} judges, and how it is written to disk.
 */
@NullMarked
package io.sparkstead.render.review;

import org.jspecify.annotations.NullMarked;
