/**
 * Spark properties as values: a key is said once, in a group with a title, and nobody overrides it
 * in silence. What a property means is known by whoever sets it, not here.
 */
@NullMarked
package io.sparkstead.stack.conf;

import org.jspecify.annotations.NullMarked;
