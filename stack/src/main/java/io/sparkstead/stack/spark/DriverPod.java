package io.sparkstead.stack.spark;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.value.DnsLabel;

/** The pod a driver in client mode runs in: executors belong to it, and call it by a host name. */
public sealed interface DriverPod {

  /** The value of {@code spark.kubernetes.driver.pod.name}. */
  String name();

  /** The name in DNS, where {@code service} is that of the headless Service over the pod. */
  String host(String service);

  /** The one pod of a StatefulSet, called the same after every restart. */
  record OfStatefulSet(DnsLabel set) implements DriverPod {
    @Override
    public String name() {
      return Workloads.firstPod(set).text();
    }

    @Override
    public String host(String service) {
      return name() + "." + service;
    }
  }

  /**
   * The one pod of a Job, which is called otherwise each time: it tells Spark its name by a
   * variable, and is the only one behind its Service.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/tasks/inject-data-application/environment-variable-expose-pod-information/">
   *     Exposing a pod's fields</a>
   */
  record OfJob() implements DriverPod {

    /** What the driver's container has to have among its variables. */
    public static final EnvVar NAME = podName();

    @Override
    public String name() {
      return "${env:" + NAME.getName() + "}";
    }

    @Override
    public String host(String service) {
      return service;
    }

    private static EnvVar podName() {
      EnvVarSource source = new EnvVarSource();
      source.setFieldRef(new ObjectFieldSelector("v1", "metadata.name"));
      return new EnvVar("POD_NAME", null, source);
    }
  }
}
