/** What is told of meshes, and of what commands ask. */
@NullMarked
package io.sparkstead.stack.proof.mesh;

import org.jspecify.annotations.NullMarked;
