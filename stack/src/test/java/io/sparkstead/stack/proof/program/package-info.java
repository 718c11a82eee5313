@NullMarked
package io.sparkstead.stack.proof.program;

import org.jspecify.annotations.NullMarked;
