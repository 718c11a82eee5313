/** What is refused and what is taken, by kind of object. */
@NullMarked
package io.sparkstead.stack.proof.kubernetes.refusal;

import org.jspecify.annotations.NullMarked;
