/** Each family by stacks that keep its rules and stacks that break one. */
@NullMarked
package io.sparkstead.stack.proof.pod;

import org.jspecify.annotations.NullMarked;
