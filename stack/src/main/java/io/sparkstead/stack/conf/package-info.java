/**
 * Spark properties as values: a key is said once, in a group with a title, and nobody overrides it
 * in silence. What a property means is known by whoever sets it, not here.
 *
 * <p>What Spark itself says of a key, {@link SparkKeys} has: that it exists in a line of releases,
 * what its values are and what it is where nobody sets it.
 */
@NullMarked
package io.sparkstead.stack.conf;

import org.jspecify.annotations.NullMarked;
