package io.sparkstead.stack.proof.evidence.spark;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.text.parsed.TypedYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pod that a template describes, as fabric8 models it, for families that ask what a person
 * wrote: to parse it takes longer than a plain render may.
 */
public record TemplatePod(PodTemplate template, PodSpec spec) {

  /** Those of {@code stack} that can be read; {@code POD-12} speaks of others. */
  @SuppressWarnings("unchecked") // Nobody else keeps any.
  public static List<TemplatePod> allOf(Evidence stack) {
    Optional<List<?>> kept = stack.kept(TemplatePod.class);
    return kept.isPresent()
        ? (List<TemplatePod>) kept.get()
        : stack.keep(TemplatePod.class, find(stack));
  }

  private static List<TemplatePod> find(Evidence stack) {
    List<TemplatePod> all = new ArrayList<>();
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      Optional<Pod> pod = TypedYaml.read(template.text(), Pod.class).value();
      if (pod.isPresent() && pod.get().getSpec() != null) {
        all.add(new TemplatePod(template, pod.get().getSpec()));
      }
    }
    return List.copyOf(all);
  }

  /** The properties by which Spark makes a {@code driver} or {@code executor} of it. */
  public List<Conf> confs(Evidence stack, String role) {
    List<Conf> confs = new ArrayList<>();
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      if (conf.get(Keys.podTemplate(role)).orElse("").endsWith("/" + template.file())
          && reader.isPresent()
          && reader.get().mounts(template.manifest().name())) {
        confs.add(conf);
      }
    }
    return confs;
  }

  /** {@code pod} with what Spark says itself of each pod, where the template leaves it out. */
  public static Pod asMade(Pod pod) {
    ObjectMeta metadata = pod.getMetadata() == null ? new ObjectMeta() : pod.getMetadata();
    metadata.setName("spark");
    pod.setMetadata(metadata);
    pod.setApiVersion("v1");
    PodSpec spec = pod.getSpec() == null ? new PodSpec() : pod.getSpec();
    pod.setSpec(spec);
    spec.setRestartPolicy("Never");
    List<Container> containers = new ArrayList<>(Given.list(spec.getContainers()));
    if (containers.isEmpty()) {
      containers.add(new Container());
    }
    for (Container container : containers) {
      if (Given.text(container.getImage()).isEmpty()) {
        container.setImage("spark");
      }
    }
    if (Given.text(containers.get(0).getName()).isEmpty()) {
      containers.get(0).setName("spark");
    }
    spec.setContainers(containers);
    return pod;
  }
}
