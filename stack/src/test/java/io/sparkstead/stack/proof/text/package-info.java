/** Tests of io.sparkstead.stack.proof.text. */
@NullMarked
package io.sparkstead.stack.proof.text;

import org.jspecify.annotations.NullMarked;
