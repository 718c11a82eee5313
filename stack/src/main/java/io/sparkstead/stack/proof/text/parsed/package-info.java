/**
 * Texts of YAML and JSON that a person wrote, by the library that reads all of it.
 *
 * <p>Not here: templates as parts write them, which are read line by line.
 */
@NullMarked
package io.sparkstead.stack.proof.text.parsed;

import org.jspecify.annotations.NullMarked;
