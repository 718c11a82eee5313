/**
 * Whether everybody finds the object store, its buckets and keys, the event log and the tables.
 *
 * <p>No family knows another.
 *
 * <p>More than 15 files: one for each question about a store that properties name.
 */
@NullMarked
package io.sparkstead.stack.proof.storage;

import org.jspecify.annotations.NullMarked;
