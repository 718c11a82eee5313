/**
 * What a person adds to the pods of drivers and executors: labels, annotations, environment
 * variables and volumes. Each is one value, which goes into manifests and pod templates alike.
 */
@NullMarked
package io.sparkstead.stack.own;

import org.jspecify.annotations.NullMarked;
