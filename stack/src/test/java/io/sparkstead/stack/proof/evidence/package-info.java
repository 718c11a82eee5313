/** Tests of io.sparkstead.stack.proof.evidence. */
@NullMarked
package io.sparkstead.stack.proof.evidence;

import org.jspecify.annotations.NullMarked;
