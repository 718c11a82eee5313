/**
 * Who applies a stack from Git: nobody, Argo CD or Flux, and what each has to be told.
 *
 * <p>Their objects are records over {@code CustomObject}, since fabric8 has no classes for them.
 */
@NullMarked
package io.sparkstead.stack.gitops;

import org.jspecify.annotations.NullMarked;
