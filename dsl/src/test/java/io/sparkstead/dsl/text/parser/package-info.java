/**
 * The parsers that read our texts in the end, and whether each reads what was written: Java's YAML
 * parsers, kubectl's and BuildKit's.
 */
@NullMarked
package io.sparkstead.dsl.text.parser;

import org.jspecify.annotations.NullMarked;
