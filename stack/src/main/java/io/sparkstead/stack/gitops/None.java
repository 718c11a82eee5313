package io.sparkstead.stack.gitops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Namespace;
import java.util.List;
import java.util.Map;

/** People apply it, by {@code kubectl apply -k}. */
public record None() implements GitOps {

  @Override
  public Namespace namespace() {
    return new Namespace("default");
  }

  @Override
  public List<HasMetadata> objects(Synced stack) {
    return List.of();
  }

  @Override
  public Map<String, String> annotations(HasMetadata object, Order order) {
    return Map.of();
  }

  @Override
  public String title() {
    return "nobody";
  }
}
