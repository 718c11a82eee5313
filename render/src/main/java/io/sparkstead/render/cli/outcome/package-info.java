/**
 * How a run ends: the exit codes, the errors that a person can put right, and what is said of each.
 */
@NullMarked
package io.sparkstead.render.cli.outcome;

import org.jspecify.annotations.NullMarked;
