/**
 * The command line: one class per verb, and what they share. How a run ends is in {@code outcome}.
 *
 * <p>Standard output carries data, standard error messages.
 *
 * <p>More than 15 files: one for each verb, and a verb is looked for beside the others.
 */
@NullMarked
package io.sparkstead.render.cli;

import org.jspecify.annotations.NullMarked;
