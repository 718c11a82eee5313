/**
 * Which rules would speak if a line were otherwise: the line is spoilt, and all rules are asked.
 */
@NullMarked
package io.sparkstead.render.explain.spoilt;

import org.jspecify.annotations.NullMarked;
