/** What the API server refuses of objects whose fields it knows, by kind. */
@NullMarked
package io.sparkstead.stack.proof.kubernetes.refusal;

import org.jspecify.annotations.NullMarked;
