package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;

/**
 * A Kubernetes object and the file it is written to.
 *
 * @param folder of the component it belongs to, or empty for the root
 */
public record Manifest(String folder, HasMetadata object) {

  public String kind() {
    return object.getKind();
  }

  public String name() {
    return object.getMetadata().getName();
  }

  /**
   * {@code deployment-minio.yaml}: kind first, so that a listing puts like with like. At the root
   * the kind says it all: {@code namespace.yaml}.
   */
  public String file() {
    return kind().toLowerCase(Locale.ROOT) + (folder.isEmpty() ? "" : "-" + name()) + ".yaml";
  }

  /** {@code minio/deployment-minio.yaml}. */
  public String path() {
    return folder.isEmpty() ? file() : folder + "/" + file();
  }

  /** As a person speaks of it: {@code Deployment minio}. */
  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
