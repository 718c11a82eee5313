/**
 * Whether services, drivers and executors find room: on the nodes, in the quota, in a pod's limits.
 */
@NullMarked
package io.sparkstead.stack.proof.room;

import org.jspecify.annotations.NullMarked;
