/** How reviews are told: on a terminal, in a comment of a pull request, to programs. */
@NullMarked
package io.sparkstead.render.review.form;

import org.jspecify.annotations.NullMarked;
