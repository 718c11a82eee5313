/**
 * What several families of rules ask of Spark's properties: keys, the object store they lead to,
 * and the nodes that pods are for.
 *
 * <p>No rule is here.
 *
 * <p>More than 15 files: each reads one thing that Spark makes pods of, for families of several
 * packages.
 */
@NullMarked
package io.sparkstead.stack.proof.evidence.spark;

import org.jspecify.annotations.NullMarked;
