package io.sparkstead.render.preflight.question;

import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the API server knows each kind of the tree, in the version that the tree says. */
public record ServedKinds() implements Question {

  /** What brings a group of kinds. */
  private static final Map<String, String> BROUGHT_BY =
      Map.of(
          "gateway.networking.k8s.io", "Gateway API and a controller for it",
          "external-secrets.io", "the External Secrets Operator",
          "bitnami.com", "Sealed Secrets",
          "argoproj.io", "Argo CD",
          "kustomize.toolkit.fluxcd.io", "Flux",
          "monitoring.coreos.com", "the Prometheus Operator",
          "kueue.x-k8s.io", "Kueue",
          "traefik.io", "Traefik",
          "cert-manager.io", "cert-manager",
          "route.openshift.io", "nothing: OpenShift alone has it");

  @Override
  public String about() {
    return "kinds of objects";
  }

  private static Set<String> kinds(Wanted wanted) {
    Set<String> kinds = new TreeSet<>();
    for (TreeObject object : wanted.tree().objects().values()) {
      kinds.add(object.name().apiVersion() + " " + object.name().kind());
    }
    return kinds;
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return kinds(wanted).stream()
        .map(kind -> kind.split(" ", 2))
        .map(
            kind ->
                "explain "
                    + kind[1].toLowerCase(java.util.Locale.ROOT)
                    + " --api-version="
                    + kind[0])
        .toList();
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    int served = 0;
    for (String kind : kinds(wanted)) {
      String[] parts = kind.split(" ", 2);
      if (site.resources().of(parts[0], parts[1]).isPresent()) {
        served++;
      } else {
        told.lack(parts[1] + " of " + parts[0], "is not served", remedy(parts[0], site));
      }
    }
    told.count("kinds", served, kinds(wanted).size(), "are served");
  }

  private static String remedy(String apiVersion, Site site) {
    String group = apiVersion.contains("/") ? apiVersion.split("/", 2)[0] : "";
    String by = BROUGHT_BY.getOrDefault(group, "what brings " + apiVersion);
    return "install " + by + " at " + site.cluster().name() + ", or leave the part out";
  }
}
