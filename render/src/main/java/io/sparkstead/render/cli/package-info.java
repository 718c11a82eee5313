/**
 * The command line: one class per verb, the exit codes, and how errors are told.
 *
 * <p>Standard output carries data, standard error messages.
 */
@NullMarked
package io.sparkstead.render.cli;

import org.jspecify.annotations.NullMarked;
