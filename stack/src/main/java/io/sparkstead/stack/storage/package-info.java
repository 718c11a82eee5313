/**
 * The facts about where data lies: the object store as S3A knows it, the event log in it.
 *
 * <p>A component that runs a store answers with a {@link io.sparkstead.stack.storage.ClusterStore};
 * one outside the cluster is an {@link io.sparkstead.stack.storage.ExternalStore} or {@link
 * io.sparkstead.stack.storage.AwsS3}. Everything that reads or writes is made from that, so no
 * endpoint and no bucket is typed twice. Who may is {@link io.sparkstead.stack.storage.S3Access}.
 */
@NullMarked
package io.sparkstead.stack.storage;

import org.jspecify.annotations.NullMarked;
