/**
 * What values become in files: YAML, Dockerfile, shell script, properties, notebook.
 *
 * <p>Each form quotes for the program that will read it, and is tested against that program. The
 * same value always gives the same text: LF at every end of line, no clock, no locale, no platform
 * encoding. Nothing here opens a file.
 */
@NullMarked
package io.sparkstead.dsl.text;

import org.jspecify.annotations.NullMarked;
