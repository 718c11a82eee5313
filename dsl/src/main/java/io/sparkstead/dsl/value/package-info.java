/**
 * Single values: a name, a size, a port, an image, a key in a Secret.
 *
 * <p>A value that exists is valid: its constructor refuses anything the API server, the container
 * runtime or Spark would refuse later, and says how to put it right. Nothing here knows a
 * Kubernetes object.
 */
@NullMarked
package io.sparkstead.dsl.value;

import org.jspecify.annotations.NullMarked;
