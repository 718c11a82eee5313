/**
 * What properties, variables and pod templates say: whether Spark and Java take it, and whether
 * what they name is there.
 *
 * <p>Of a single property by itself, {@link io.sparkstead.stack.proof.spark.Settings} speaks.
 *
 * <p>More than 15 files: each is one question about what people set.
 */
@NullMarked
package io.sparkstead.stack.proof.settings;

import org.jspecify.annotations.NullMarked;
