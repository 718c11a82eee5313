/**
 * The version catalogue: which Spark releases images can be built for, and what each one runs with.
 *
 * <p>The facts are data, in {@code spark-releases.properties} with its manual on top. Nothing here
 * builds an image or sets a property; others ask.
 */
@NullMarked
package io.sparkstead.stack.release;

import org.jspecify.annotations.NullMarked;
