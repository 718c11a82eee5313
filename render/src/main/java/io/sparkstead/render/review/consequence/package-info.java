/**
 * What follows of a change in the cluster: one class a question, each of both trees as a whole. Not
 * here: whether the new tree works, which rules judge.
 */
@NullMarked
package io.sparkstead.render.review.consequence;

import org.jspecify.annotations.NullMarked;
