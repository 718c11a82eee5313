/** What tests of rules share: a stack to make something wrong in, and what every family must do. */
@NullMarked
package io.sparkstead.stack.proof.testing;

import org.jspecify.annotations.NullMarked;
