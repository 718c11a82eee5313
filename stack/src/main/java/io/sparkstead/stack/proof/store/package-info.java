/**
 * Whether a store of the cluster is started, filled and opened so that Spark's user may work in it.
 *
 * <p>No family knows another.
 *
 * <p>More than 15 files: one for each server and each kind of script.
 */
@NullMarked
package io.sparkstead.stack.proof.store;

import org.jspecify.annotations.NullMarked;
