/**
 * How the Secrets of a stack come to the cluster: made by a person, fetched from a store, or kept
 * in Git sealed. No type here can hold a value.
 */
@NullMarked
package io.sparkstead.stack.secret;

import org.jspecify.annotations.NullMarked;
