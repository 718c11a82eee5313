/**
 * The facts about one Spark application on Kubernetes: its executors, how many of them, where its
 * driver listens, as whom it calls the API server, and the properties and pod templates that
 * follow.
 *
 * <p>These are values that components are made from. What becomes an object of its own is in {@link
 * io.sparkstead.stack.component}.
 *
 * <p>More than 15 files: an application is made of all of them, and each knows others here.
 */
@NullMarked
package io.sparkstead.stack.spark;

import org.jspecify.annotations.NullMarked;
