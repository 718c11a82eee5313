package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.stack.spark.SparkApplication;

/**
 * The most that components may ever ask of their namespace, their executors included.
 *
 * @param atOnce of all that can run at once: the components' pods and Jobs, each application with
 *     its most executors and one more, and a driver for each that is submitted. One more, because
 *     an executor that ends still counts while the next one starts. What is submitted finds its
 *     executors when notebooks leave some.
 * @param largest the most of each that one container may take
 */
public record Demand(Capacity atOnce, Capacity largest) {

  /** Of all that is in the namespace: what is applied elsewhere takes nothing of it. */
  public static Demand of(Siblings siblings) {
    Demand demand = new Demand(Capacity.NOTHING, Capacity.NOTHING);
    for (Component component : siblings.others()) {
      if (component.applied() == Component.Applied.ONCE) {
        continue;
      }
      for (HasMetadata object : siblings.of(component)) {
        demand = demand.and(object);
      }
      for (SparkApplication application : component.applications()) {
        demand = demand.and(Capacity.executor(application), application.allocation().max() + 1);
      }
      for (SparkApplication application : component.submissions()) {
        demand = demand.and(Capacity.executor(application), 0);
        demand = demand.and(Capacity.driver(application), 1);
      }
    }
    return demand;
  }

  private Demand and(HasMetadata object) {
    Capacity most = largest;
    for (Container container : Capacity.containers(object)) {
      most = most.max(Capacity.of(container));
    }
    return new Demand(atOnce.plus(Capacity.of(object)), most);
  }

  private Demand and(Capacity pod, int count) {
    return new Demand(atOnce.plus(pod.times(count)), largest.max(pod));
  }
}
