/**
 * Readers of the texts that rules look at, each as far as rules need it: words behind words,
 * Dockerfiles, notebooks, names that promise a credential.
 *
 * <p>No rule is here, and nothing of a stack: a text goes in, what stands in it comes out. No
 * parser either, which would take longer to load than a whole run.
 */
@NullMarked
package io.sparkstead.stack.proof.text;

import org.jspecify.annotations.NullMarked;
