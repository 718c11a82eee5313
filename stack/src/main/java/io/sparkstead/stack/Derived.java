package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * A component whose objects are reckoned from all the others, in whatever order a stack names them.
 *
 * <pre>{@code
 * record Bookmarks(Namespace namespace) implements Derived {
 *   public Labels labels() {
 *     return namespace.labels(DnsLabel.of("bookmarks"), "bookmarks");
 *   }
 *
 *   public List<HasMetadata> resources(Siblings siblings) {
 *     … // of each endpoint of each of siblings.others()
 *   }
 * }
 * }</pre>
 *
 * <p>In a tree it comes behind the others.
 */
public interface Derived extends Component {

  /** Its objects, as of a stack with these others. */
  List<HasMetadata> resources(Siblings siblings);

  /** Its objects in a stack of its own. */
  @Override
  default List<HasMetadata> resources() {
    return Siblings.among(List.of(this)).of(this);
  }
}
