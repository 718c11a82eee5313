/**
 * What Kubernetes asks of a stack: that objects name what is there, mounts fit, pods are admitted
 * and live on a node, rights are those in use, and the next change goes through.
 *
 * <p>No family knows another. Who reaches whom is asked in {@code proof.network}.
 */
@NullMarked
package io.sparkstead.stack.proof.kubernetes;

import org.jspecify.annotations.NullMarked;
