/**
 * Whether what pods start is in their images: programs, Spark itself, its Python and its user, and
 * whether the build of an image finds what it copies.
 *
 * <p>More than 15 files: each is one question about an image, which people look for by its name.
 */
@NullMarked
package io.sparkstead.stack.proof.image;

import org.jspecify.annotations.NullMarked;
