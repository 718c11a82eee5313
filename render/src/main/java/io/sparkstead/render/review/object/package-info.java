/**
 * The objects of a tree, as {@code kubectl apply -k} would send them, and the files beside them.
 * Not here: what differs between two of them.
 */
@NullMarked
package io.sparkstead.render.review.object;

import org.jspecify.annotations.NullMarked;
