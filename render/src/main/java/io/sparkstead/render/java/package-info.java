/** Java as a person would write it: expressions, comments, and an environment's whole file. */
@NullMarked
package io.sparkstead.render.java;

import org.jspecify.annotations.NullMarked;
