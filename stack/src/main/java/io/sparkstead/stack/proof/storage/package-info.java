/**
 * Whether everybody finds the object store, its buckets and keys, the event log and the tables.
 *
 * <p>No family knows another.
 */
@NullMarked
package io.sparkstead.stack.proof.storage;

import org.jspecify.annotations.NullMarked;
