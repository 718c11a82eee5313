/** The Java of an environment, as a person would write it. */
@NullMarked
package io.sparkstead.render.adopt.java;

import org.jspecify.annotations.NullMarked;
