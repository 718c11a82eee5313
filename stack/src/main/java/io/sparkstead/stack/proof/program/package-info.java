/**
 * Whether what programs are told in their own words is what they take: Jupyter's configuration,
 * MinIO's client, SeaweedFS, policies of buckets.
 *
 * <p>Not here: Spark's properties; {@code proof.settings} asks about them.
 */
@NullMarked
package io.sparkstead.stack.proof.program;

import org.jspecify.annotations.NullMarked;
