/**
 * Single values: a name, a size, a port, an image, a key in a Secret.
 *
 * <p>A value that exists is valid: its constructor refuses anything the API server, the container
 * runtime or Spark would refuse later, and says how to put it right. Nothing here knows a
 * Kubernetes object.
 *
 * <p>What a run puts into sets has its {@code equals} and {@code hashCode} written out, here and in
 * the packages above: those that Java gives a record are linked at their first use, and the first
 * of all takes a tenth of what a whole run should.
 */
@NullMarked
package io.sparkstead.dsl.value;

import org.jspecify.annotations.NullMarked;
