/**
 * Where the pods that Spark makes run, and when: by which scheduler and out of which queue, on
 * which nodes, at what time of the day.
 */
@NullMarked
package io.sparkstead.stack.schedule;

import org.jspecify.annotations.NullMarked;
