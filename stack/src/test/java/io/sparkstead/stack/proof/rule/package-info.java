/** Tests of io.sparkstead.stack.proof.rule. */
@NullMarked
package io.sparkstead.stack.proof.rule;

import org.jspecify.annotations.NullMarked;
