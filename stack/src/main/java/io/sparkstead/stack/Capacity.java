package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.stack.spark.SparkApplication;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a stack asks of its nodes: processor time and memory, as requested by pods that stay.
 *
 * @param millis thousandths of a core, 0 or more
 * @param bytes of memory, 0 or more
 */
public record Capacity(long millis, long bytes) {

  private static final Capacity NOTHING = new Capacity(0, 0);

  /** Of the components' own pods. */
  static Capacity services(List<Component> components) {
    Capacity sum = NOTHING;
    for (Component component : components) {
      for (HasMetadata object : component.resources()) {
        sum = sum.plus(of(object));
      }
    }
    return sum;
  }

  /** Of {@code count} executors of {@code application}. */
  static Capacity executors(SparkApplication application, int count) {
    return new Capacity(
        (long) application.executors().cpu().millis() * count,
        application.executors().podMemory().bytes() * count);
  }

  Capacity plus(Capacity other) {
    return new Capacity(millis + other.millis, bytes + other.bytes);
  }

  public ByteSize memory() {
    return ByteSize.ofBytes(bytes);
  }

  private static Capacity of(HasMetadata object) {
    if (object instanceof Deployment deployment) {
      return of(deployment.getSpec().getTemplate().getSpec());
    }
    if (object instanceof StatefulSet set) {
      return of(set.getSpec().getTemplate().getSpec());
    }
    return NOTHING;
  }

  private static Capacity of(PodSpec pod) {
    Capacity sum = NOTHING;
    for (Container container : pod.getContainers()) {
      Map<String, Quantity> requests = container.getResources().getRequests();
      sum =
          sum.plus(
              new Capacity(
                  amount(requests, "cpu").movePointRight(3).longValueExact(),
                  amount(requests, "memory").longValueExact()));
    }
    return sum;
  }

  private static BigDecimal amount(Map<String, Quantity> requests, String resource) {
    Quantity quantity = requests.get(resource);
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }
}
