/**
 * Whether objects that the API server takes do what they are there for: labels that nodes have,
 * disks that are used, Services that lead somewhere, rights that allow something.
 *
 * <p>Asked where a person wrote something: no part that ships says any of it wrongly.
 *
 * <p>More than 15 files: one for each kind of object, and nobody looks for them elsewhere.
 */
@NullMarked
package io.sparkstead.stack.proof.cluster;

import org.jspecify.annotations.NullMarked;
