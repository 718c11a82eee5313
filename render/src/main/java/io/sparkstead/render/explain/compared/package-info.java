/**
 * Two trees of one environment, line by line: which lines of the one are otherwise in the other.
 */
@NullMarked
package io.sparkstead.render.explain.compared;

import org.jspecify.annotations.NullMarked;
