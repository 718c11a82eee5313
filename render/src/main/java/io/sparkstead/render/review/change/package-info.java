/** What differs between two trees, object by object and field by field, without a judgement. */
@NullMarked
package io.sparkstead.render.review.change;

import org.jspecify.annotations.NullMarked;
