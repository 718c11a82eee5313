/** Trees as Git has them, asked by the {@code git} that is installed. Not here: what is on disk. */
@NullMarked
package io.sparkstead.render.git;

import org.jspecify.annotations.NullMarked;
