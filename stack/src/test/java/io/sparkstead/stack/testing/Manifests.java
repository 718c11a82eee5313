package io.sparkstead.stack.testing;

import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Component;
import java.util.List;

/** Approves Kubernetes objects by the YAML a person would review. */
public final class Manifests {

  private Manifests() {}

  /** All objects of {@code component}. */
  public static void approve(Component component) {
    approve(component.resources());
  }

  public static void approve(List<?> objects) {
    Texts.approve("yaml", Yaml.documents(objects));
  }
}
