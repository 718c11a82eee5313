/**
 * What is in the images that are built here, as their Dockerfiles tell it, and what pods start of
 * them: {@link io.sparkstead.stack.proof.evidence.image.BuiltImage} and {@link
 * io.sparkstead.stack.proof.evidence.image.Started}.
 *
 * <p>A path is said to be lacking only where nothing can have brought it. Whatever cannot be told
 * from a Dockerfile, an image of somebody else's or a program that fetches more, may have.
 *
 * <p>More than 15 files: each reads one thing of a Dockerfile, and all are one image.
 */
@NullMarked
package io.sparkstead.stack.proof.evidence.image;

import org.jspecify.annotations.NullMarked;
