/**
 * What {@code java -jar render.jar} starts with. Here: where classes come from. Not here: what they
 * do.
 *
 * <p>Nothing but {@link io.sparkstead.render.start.Start} is used from outside, and that by the
 * manifest of the jar alone; a launcher or a test that starts {@code Main} needs none of it.
 */
@NullMarked
package io.sparkstead.render.start;

import org.jspecify.annotations.NullMarked;
