/**
 * What a stack must hold before it is written.
 *
 * <p>Rules ask by topic: {@code proof.kubernetes} what Kubernetes asks of objects, {@code
 * proof.network} who reaches whom, {@code proof.spark} what Spark asks of its properties and
 * images, {@code proof.storage} whether everybody finds the store, {@code proof.supply} where
 * things come from: credentials, pins, builds, and who applies the tree. {@code proof.evidence} is
 * what they look at and what several of them need to know; {@code proof.text} reads the texts in
 * it; {@code proof.rule} is how a rule is written, a person's own included. {@link
 * io.sparkstead.stack.proof.Families} names the families, {@link io.sparkstead.stack.proof.Proof}
 * asks them all.
 *
 * <p>Rules know Kubernetes and Spark and no place, change nothing and open no file.
 */
@NullMarked
package io.sparkstead.stack.proof;

import org.jspecify.annotations.NullMarked;
