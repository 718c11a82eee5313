/**
 * What rules look at: {@link io.sparkstead.stack.proof.evidence.Evidence}, which indexes all that a
 * stack writes, and views of its objects in which nothing is null. What several families need to
 * know is asked here and in {@code evidence.network} and {@code evidence.spark}.
 *
 * <p>No rule is here. Nothing is changed: a view reads, and where a manifest leaves something out,
 * answers with nothing.
 *
 * <p>More than 15 files: each is a view that rules ask of the evidence, and names others of it.
 */
@NullMarked
package io.sparkstead.stack.proof.evidence;

import org.jspecify.annotations.NullMarked;
