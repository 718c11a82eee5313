/**
 * What Spark asks of a stack: that its properties agree with objects and images, versions fit
 * together, and executors come and go and find room.
 *
 * <p>No family knows another. What it keeps and reads is asked in {@code proof.storage}.
 *
 * <p>More than 15 files: each is one question about Spark, which people look for by its name.
 */
@NullMarked
package io.sparkstead.stack.proof.spark;

import org.jspecify.annotations.NullMarked;
