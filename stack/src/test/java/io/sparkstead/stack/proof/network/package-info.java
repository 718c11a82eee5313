/** Each family by stacks that keep its rules and stacks that break one. */
@NullMarked
package io.sparkstead.stack.proof.network;

import org.jspecify.annotations.NullMarked;
