/** Mistakes that people make in stacks that ship, and whether a rule tells of each. */
@NullMarked
package io.sparkstead.render.mistake;

import org.jspecify.annotations.NullMarked;
