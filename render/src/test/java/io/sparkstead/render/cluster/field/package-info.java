/** Objects with one field changed, which the API server and the proof judge. */
@NullMarked
package io.sparkstead.render.cluster.field;

import org.jspecify.annotations.NullMarked;
