/** Reads JSON, and notebooks, which are some. */
@NullMarked
package io.sparkstead.stack.proof.syntax.json;

import org.jspecify.annotations.NullMarked;
