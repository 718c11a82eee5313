/** What {@code bench/run} measures of ours beside render.jar: many objects, and the emitter. */
@NullMarked
package io.sparkstead.bench;

import org.jspecify.annotations.NullMarked;
