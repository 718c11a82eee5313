package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import java.util.ArrayList;
import java.util.List;

/**
 * What pods are like, be it that Kubernetes makes them of a manifest or Spark of a template.
 *
 * @param what says so
 * @param spec to read, and not to change
 */
public record PodSpecs(Written what, PodSpec spec) {

  /** All there are. */
  public static List<PodSpecs> allOf(Evidence stack) {
    List<PodSpecs> all = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      all.add(new PodSpecs(workload, workload.pod()));
    }
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      all.add(new PodSpecs(template.template(), template.spec()));
    }
    return all;
  }

  /** Its containers in the order they start. */
  public List<Container> containers() {
    List<Container> all = new ArrayList<>(Given.list(spec.getInitContainers()));
    all.addAll(Given.list(spec.getContainers()));
    return all;
  }
}
