/**
 * The parts of a stack, one record each.
 *
 * <p>A component is given values and answers with Kubernetes objects: what it is and is not, its
 * parameters, its ports and names, {@code resources()} as a table of contents, the facts it offers
 * others, then one method per subtree of YAML. It reads no file, no clock and no environment
 * variable, and knows no place: the same values always give the same objects.
 */
@NullMarked
package io.sparkstead.stack.component;

import org.jspecify.annotations.NullMarked;
