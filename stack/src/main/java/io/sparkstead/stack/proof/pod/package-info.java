/**
 * What is asked of pods that the API server takes and that come to nothing all the same: whether
 * they may read and write what they mount, find a node and a disk, resolve names, and are given the
 * time to start and to end.
 *
 * <p>No part that ships says any of it wrongly. No family knows another.
 */
@NullMarked
package io.sparkstead.stack.proof.pod;

import org.jspecify.annotations.NullMarked;
