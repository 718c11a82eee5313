/**
 * The facts about where data lies: the object store as S3A knows it, the event log in it.
 *
 * <p>A component that runs a store answers with an {@link io.sparkstead.stack.storage.ObjectStore};
 * everything that reads or writes is made from that, so no endpoint and no bucket is typed twice.
 */
@NullMarked
package io.sparkstead.stack.storage;

import org.jspecify.annotations.NullMarked;
