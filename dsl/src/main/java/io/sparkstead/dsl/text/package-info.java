/**
 * What values become in files: YAML, Dockerfile, shell script, properties, notebook.
 *
 * <p>Each form quotes for the program that will read it, and is tested against that program. The
 * same value always gives the same text: LF at every end of line, no clock, no locale, no platform
 * encoding. Nothing here opens a file.
 *
 * <p>More than 15 files: each is a kind of text that is written, with what it refuses.
 */
@NullMarked
package io.sparkstead.dsl.text;

import org.jspecify.annotations.NullMarked;
