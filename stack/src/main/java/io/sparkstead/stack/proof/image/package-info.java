/**
 * Whether what pods start is in their images: programs, Spark itself, its Python and its user, and
 * whether the build of an image finds what it copies.
 */
@NullMarked
package io.sparkstead.stack.proof.image;

import org.jspecify.annotations.NullMarked;
