/**
 * What the proof found, told to people and to machines: as text, JSON, Markdown or SARIF, with the
 * line of the written file and of the environment's Java.
 */
@NullMarked
package io.sparkstead.render.report;

import org.jspecify.annotations.NullMarked;
