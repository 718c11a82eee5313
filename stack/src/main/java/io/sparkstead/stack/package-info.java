/**
 * A stack, what it is made of, and what can be asked of it.
 *
 * <p>{@link io.sparkstead.stack.component} has the parts; {@link io.sparkstead.stack.spark}, {@link
 * io.sparkstead.stack.storage}, {@link io.sparkstead.stack.conf} the facts they share; {@link
 * io.sparkstead.stack.flow} the connections between them; {@link io.sparkstead.stack.image} what is
 * built for them; {@link io.sparkstead.stack.release} the versions. A fact two components need is a
 * value that one hands the other.
 *
 * <p>Nothing here knows a place: what differs between clusters is an argument. Nothing here opens a
 * file, asks the time or reads the environment.
 */
@NullMarked
package io.sparkstead.stack;

import org.jspecify.annotations.NullMarked;
