package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether Spark's pages listen for others, and their links lead to where they are. */
public record SparkPages(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PAGES_LISTEN_FOR_OTHERS =
      Rule.error("NET-53", "A page of Spark's that others open listens for others")
          .why(
              "Spark's pages listen at SPARK_LOCAL_IP alone: neither probes nor a Service get there.")
          .fix("Leave SPARK_LOCAL_IP out.");

  static final Rule BASE_IS_STRIPPED =
      Rule.warning(
              "OBS-18", "A base that the History Server puts before its links is stripped again")
          .why(
              "Its scripts and style sheets are asked for below it, and it has none there: an empty page.")
          .fix("Leave the base out, or have the route take it off.");

  private static final String ADDRESS = "SPARK_LOCAL_IP";
  private static final String BASE = "spark.ui.proxyBase";
  private static final String BASE_VARIABLE = "APPLICATION_WEB_PROXY_BASE";
  private static final Pattern OWN = Pattern.compile("127\\.[\\d.]+|localhost|\\[?::1]?");

  /** What annotations of controllers are called that take a path off. */
  private static final Pattern STRIPS =
      Pattern.compile("(?i).*(?:rewrite|strip|middleware|snippet|path-type).*");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Workload> server = conf.isCluster() ? Optional.empty() : stack.readerOf(conf);
      if (server.isPresent() && (conf.isHistory() || conf.isClient())) {
        for (ContainerView container : server.get().mainContainers()) {
          pagesListenForOthers(conf, server.get(), container);
          if (conf.isHistory()) {
            baseIsStripped(server.get(), BASE_VARIABLE, container.variable(BASE_VARIABLE));
          }
        }
      }
      if (conf.isHistory()) {
        baseIsStripped(conf, BASE, conf.get(BASE));
      }
    }
  }

  /** A driver's page that no Service leads to may be for its own pod. */
  private void pagesListenForOthers(Conf conf, Workload server, ContainerView container) {
    String address = container.variable(ADDRESS).orElse("").strip();
    String port =
        conf.get(conf.isHistory() ? "spark.history.ui.port" : Keys.UI_PORT)
            .orElse(conf.isHistory() ? "18080" : "4040");
    if (OWN.matcher(address).matches() && (conf.isHistory() || isLedTo(server, port))) {
      at(PAGES_LISTEN_FOR_OTHERS, server, ADDRESS)
          .say(
              "{it} has {}={}, and its page at port {} listens for its own pod alone; leave it out",
              ADDRESS,
              address,
              port);
    }
  }

  private boolean isLedTo(Workload server, String port) {
    for (ServiceView service : stack.services()) {
      for (ServiceView.Port served : service.ports()) {
        if (service.selects(server) && String.valueOf(server.portBehind(served)).equals(port)) {
          return true;
        }
      }
    }
    return false;
  }

  private void baseIsStripped(Written where, String name, Optional<String> said) {
    String base = said.orElse("").replaceAll("/+$", "");
    if (!base.isEmpty() && !isStripped(base)) {
      at(BASE_IS_STRIPPED, where, name)
          .say(
              "{it} has {}={}, and no route of the stack takes that off again: the History Server's"
                  + " pages stay empty; leave it out",
              name,
              base);
    }
  }

  private boolean isStripped(String base) {
    for (Manifest manifest : stack.manifests()) {
      for (Fields rule : Fields.specOf(manifest).list("rules")) {
        if (rule.all().toString().contains(base) && rule.all().toString().contains("urlRewrite")) {
          return true;
        }
      }
    }
    for (Found<Ingress> ingress : stack.all(Ingress.class)) {
      if (hasPath(ingress.object(), base) && strips(ingress.manifest())) {
        return true;
      }
    }
    return false;
  }

  private static boolean strips(Manifest ingress) {
    return Given.texts(ingress.annotations()).keySet().stream()
        .anyMatch(name -> STRIPS.matcher(name).matches());
  }

  private static boolean hasPath(Ingress ingress, String base) {
    var spec = ingress.getSpec();
    for (IngressRule rule : Given.list(spec == null ? null : spec.getRules())) {
      for (HTTPIngressPath path :
          Given.list(rule.getHttp() == null ? null : rule.getHttp().getPaths())) {
        if (Given.text(path.getPath()).contains(base)) {
          return true;
        }
      }
    }
    return false;
  }
}
