/** Many things alike, as one phrase. Not here: what is said of them. */
@NullMarked
package io.sparkstead.render.review.crowd;

import org.jspecify.annotations.NullMarked;
