package io.sparkstead.render.tree;

import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.stack.Capacity;
import io.sparkstead.stack.Demand;
import io.sparkstead.stack.Siblings;
import io.sparkstead.stack.StackManifests;
import java.util.Map;

/**
 * What a page says of a namespace that others make: its labels, and what a quota leaves room for.
 */
record OthersNamespace(StackManifests manifests) {

  String text() {
    String name = manifests.stack().namespace().name();
    StringBuilder labels = new StringBuilder();
    Map<String, String> all = manifests.namespace().object().getMetadata().getLabels();
    for (Map.Entry<String, String> label : all.entrySet()) {
      if (label.getKey().startsWith("pod-security.")) {
        labels.append(" \\\n  ").append(label.getKey()).append('=').append(label.getValue());
      }
    }
    Demand demand = Demand.of(Siblings.among(manifests.stack().components()));
    Capacity most = demand.atOnce();
    Capacity largest = demand.largest();
    return Blanks.fill(
        """
    The namespace `%s`, before all else. All pods here, and those that Spark makes, keep the restricted
    profile of Pod Security, so it may enforce that:

    ```sh
    kubectl create namespace %s
    kubectl label namespace %s%s
    ```

    A quota there, and limits, have to leave room for all that can run at once:

    | quota, or limit of one container | at least |
    | --- | --- |
    | `pods` | %s |
    | `requests.cpu` | %sm |
    | `limits.cpu` | %sm |
    | `requests.memory`, `limits.memory` | %s |
    | `max.cpu` of a container | %sm |
    | `max.memory` of a container | %s |

    Whoever applies the tree needs the ClusterRole `admin` in it, by a RoleBinding: a Role and its
    RoleBinding are in the tree.
    """,
        name,
        name,
        name,
        labels,
        most.pods(),
        most.millis(),
        most.limitMillis(),
        most.memory(),
        largest.limitMillis(),
        largest.memory());
  }
}
