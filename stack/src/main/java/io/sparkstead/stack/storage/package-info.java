/**
 * The facts about where data lies: the object store as Hadoop's client knows it, the event log in
 * it.
 *
 * <p>A component that runs a store answers with a {@link io.sparkstead.stack.storage.ClusterStore};
 * one outside the cluster is an {@link io.sparkstead.stack.storage.ExternalStore}, {@link
 * io.sparkstead.stack.storage.AwsS3}, {@link io.sparkstead.stack.storage.GoogleStorage} or {@link
 * io.sparkstead.stack.storage.AzureStorage}. Everything that reads or writes is made from that, so
 * no endpoint and no bucket is typed twice. Who may is {@link
 * io.sparkstead.stack.storage.S3Access}.
 *
 * <p>More than 15 files: a store and who may come to it are sealed, and stand in one package.
 */
@NullMarked
package io.sparkstead.stack.storage;

import org.jspecify.annotations.NullMarked;
