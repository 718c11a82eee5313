/** What became of each field that was read, and how that is told. */
@NullMarked
package io.sparkstead.render.adopt.outcome;

import org.jspecify.annotations.NullMarked;
