/** Each family by stacks that keep its rules and stacks that break one. */
@NullMarked
package io.sparkstead.stack.proof.syntax;

import org.jspecify.annotations.NullMarked;
