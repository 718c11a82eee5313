/**
 * A stack as files that do not exist yet: which path holds which text. Knows every path of {@code
 * out/<env>} and opens none of them.
 */
@NullMarked
package io.sparkstead.render.tree;

import org.jspecify.annotations.NullMarked;
