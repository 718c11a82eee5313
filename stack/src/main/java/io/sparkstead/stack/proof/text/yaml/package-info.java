/**
 * Texts in YAML that a person wrote, by the library that reads all of it.
 *
 * <p>Not here: templates as parts write them, which are read line by line.
 */
@NullMarked
package io.sparkstead.stack.proof.text.yaml;

import org.jspecify.annotations.NullMarked;
