/**
 * What a stack must hold before it is written: the rules, and the evidence they look at.
 *
 * <p>{@link io.sparkstead.stack.proof.Evidence} is everything that will be in files. {@link
 * io.sparkstead.stack.proof.Rule} names each rule and says why; a class per family does the
 * looking. {@link io.sparkstead.stack.proof.Proof} runs them all. Rules know Kubernetes and Spark
 * and no place, and open no file.
 */
@NullMarked
package io.sparkstead.stack.proof;

import org.jspecify.annotations.NullMarked;
