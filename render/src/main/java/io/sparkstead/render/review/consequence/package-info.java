/**
 * What follows of a change in the cluster: one class a question, each of both trees as a whole. Not
 * here: whether the new tree works, which rules judge.
 *
 * <p>More than 15 files: one more for each question.
 */
@NullMarked
package io.sparkstead.render.review.consequence;

import org.jspecify.annotations.NullMarked;
