package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the controller of an Ingress takes a path off the requests it passes on, for a server that
 * knows no path: Kubernetes has no field for it, and each controller a way of its own.
 */
public enum PathRewrite {

  /** It does not: what serves at the root alone gets a host of its own. */
  NONE {
    @Override
    List<HasMetadata> on(Labels labels, ObjectMeta ingress, HTTPIngressPath path) {
      throw new IllegalArgumentException(
          labels.name()
              + " serves at the root alone, and below "
              + path.getPath()
              + " the controller has to take that off; say how by"
              + " rewriting(PathRewrite.NGINX) or TRAEFIK, take a Gateway, or give it a host without a"
              + " path");
    }
  },

  /**
   * That of ingress-nginx.
   *
   * <pre>
   * nginx.ingress.kubernetes.io/use-regex: "true"
   * nginx.ingress.kubernetes.io/rewrite-target: /$2
   * </pre>
   *
   * @see <a href="https://kubernetes.github.io/ingress-nginx/examples/rewrite/">Rewrite</a>
   */
  NGINX {
    @Override
    List<HasMetadata> on(Labels labels, ObjectMeta ingress, HTTPIngressPath path) {
      Map<String, String> annotations = new LinkedHashMap<>();
      annotations.put("nginx.ingress.kubernetes.io/use-regex", "true");
      annotations.put("nginx.ingress.kubernetes.io/rewrite-target", "/$2");
      ingress.setAnnotations(annotations);
      path.setPath(path.getPath() + "(/|$)(.*)");
      path.setPathType("ImplementationSpecific");
      return List.of();
    }
  },

  /**
   * That of Traefik: a Middleware beside the Ingress.
   *
   * <pre>
   * traefik.ingress.kubernetes.io/router.middlewares: spark-jupyter-spark-ui@kubernetescrd
   * </pre>
   *
   * @see <a href="https://doc.traefik.io/traefik/middlewares/http/stripprefix/">StripPrefix</a>
   */
  TRAEFIK {
    @Override
    List<HasMetadata> on(Labels labels, ObjectMeta ingress, HTTPIngressPath path) {
      ingress.setAnnotations(
          Map.of(
              "traefik.ingress.kubernetes.io/router.middlewares",
              labels.namespace().name() + "-" + ingress.getName() + "@kubernetescrd"));
      return List.of(
          new CustomObject(
                  "traefik.io/v1alpha1",
                  "Middleware",
                  labels,
                  ingress.getName(),
                  Map.of("stripPrefix", Map.of("prefixes", List.of(path.getPath()))))
              .resource());
    }
  };

  /**
   * Has the path of {@code ingress} taken off.
   *
   * @return the objects that this takes besides
   */
  abstract List<HasMetadata> on(Labels labels, ObjectMeta ingress, HTTPIngressPath path);
}
