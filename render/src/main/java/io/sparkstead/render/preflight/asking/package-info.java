/** What all questions of a preflight share: of what they ask, whom, and how it is told. */
@NullMarked
package io.sparkstead.render.preflight.asking;

import org.jspecify.annotations.NullMarked;
