/**
 * The images a stack runs that nobody ships: what each is built from, and the script that builds
 * and pushes them all.
 *
 * <p>Versions come from the catalogue, the user from the pods' own value; a Dockerfile here holds
 * no number of its own that another file has to agree with.
 */
@NullMarked
package io.sparkstead.stack.image;

import org.jspecify.annotations.NullMarked;
