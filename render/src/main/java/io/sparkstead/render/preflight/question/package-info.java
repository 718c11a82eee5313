/** One class for each thing that a cluster may lack. */
@NullMarked
package io.sparkstead.render.preflight.question;

import org.jspecify.annotations.NullMarked;
