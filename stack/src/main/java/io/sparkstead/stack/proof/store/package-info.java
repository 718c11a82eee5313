/**
 * Whether a store of the cluster is started, filled and opened so that Spark's user may work in it.
 *
 * <p>No family knows another.
 */
@NullMarked
package io.sparkstead.stack.proof.store;

import org.jspecify.annotations.NullMarked;
