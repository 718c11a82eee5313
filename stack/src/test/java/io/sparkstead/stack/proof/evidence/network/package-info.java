/** Tests of io.sparkstead.stack.proof.evidence.network. */
@NullMarked
package io.sparkstead.stack.proof.evidence.network;

import org.jspecify.annotations.NullMarked;
