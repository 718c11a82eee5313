/** Tests of io.sparkstead.stack.proof.evidence.spark. */
@NullMarked
package io.sparkstead.stack.proof.evidence.spark;

import org.jspecify.annotations.NullMarked;
