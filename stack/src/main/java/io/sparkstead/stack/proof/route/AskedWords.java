package io.sparkstead.stack.proof.route;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Lines;
import io.sparkstead.stack.proof.text.Near;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;

/** Whether scripts and programs ask Kubernetes and Spark in words that these know. */
public record AskedWords(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PHASE_IS_ONE =
      Rule.error("REF-35", "A phase that a script waits or looks for is one of Kubernetes'")
          .why("Nothing ever is in it: the wait has no end, or what went well is told as failed.")
          .fix("Write Pending, Running, Succeeded, Failed or Unknown.");

  static final Rule ENDPOINT_IS_ONE =
      Rule.error("REF-36", "What a program asks Spark's REST API for, it has")
          .why("Spark answers 404, whatever becomes of the application.")
          .fix("Ask /api/v1/applications, and below it what Spark's page on monitoring lists.");

  /** Of pods. */
  private static final List<String> PHASES =
      List.of("Pending", "Running", "Succeeded", "Failed", "Unknown");

  /** Of claims, volumes and namespaces. */
  private static final List<String> OTHER_PHASES =
      List.of("Bound", "Lost", "Available", "Released", "Active", "Terminating");

  private static final Hinted PHASE =
      Hinted.onLine("\\bphase\\b([^\\w\\n]{1,8})([A-Za-z]{4,})\\b", "phase");

  private static final List<String> ENDPOINTS = List.of("applications", "version");

  private static final List<String> OF_APPLICATIONS =
      List.of(
          "jobs",
          "stages",
          "executors",
          "allexecutors",
          "allmiscellaneousprocess",
          "storage",
          "environment",
          "logs",
          "sql",
          "streaming",
          "threads",
          "attempts");

  private static final Hinted API =
      Hinted.onLine("https?://([\\w.-]+)(?::(\\d+))?/api/(v\\d+)(?:/([a-zA-Z]+))?", "/api/v");

  private static final Hinted OF_APPLICATION =
      Hinted.onLine("/\\{?\\$?\\{?(?:app|application)(?:_?[iI]d)?}/([a-z]+)", "app");

  @Override
  public void check() {
    for (Map.Entry<String, String> text : texts().entrySet()) {
      phases(text.getKey(), text.getValue());
      endpoints(text.getKey(), text.getValue());
    }
  }

  /** Scripts and programs, be they files, in ConfigMaps, or commands. */
  private Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>(stack.scripts());
    texts.putAll(stack.filesEndingWith(".py"));
    texts.putAll(stack.filesEndingWith(".ipynb"));
    for (Embedded file : stack.embedded()) {
      if (file.key().endsWith(".py")) {
        texts.merge(file.path(), file.text(), String::concat);
      }
    }
    for (Workload workload : stack.workloads()) {
      texts.merge(workload.path(), stack.toldByItself(workload), String::concat);
    }
    return texts;
  }

  private void phases(String path, String text) {
    boolean isOfDrivers = text.contains("spark-submit --status");
    for (String line : Lines.with(text, List.of("phase")).split("\n", -1)) {
      boolean isOfPods = isOfDrivers || line.contains("get pod") || line.contains("pod/");
      for (MatchResult found : PHASE.results(line)) {
        if (found.group(1).indexOf('=') >= 0 || found.group(1).indexOf(':') >= 0) {
          phase(path, found.group(2), isOfPods);
        }
      }
    }
  }

  private void phase(String path, String phase, boolean isOfPods) {
    if (PHASES.contains(phase) || OTHER_PHASES.contains(phase)) {
      return;
    }
    Optional<String> meant = meant(phase);
    if (meant.isPresent() || (isOfPods && Character.isUpperCase(phase.charAt(0)))) {
      inFile(PHASE_IS_ONE, path, phase)
          .say(
              "{it} looks for phase {}, which no pod has{}",
              phase,
              meant.map(one -> "; did you mean " + one + "?").orElse("; name one of " + PHASES));
    }
  }

  private static Optional<String> meant(String phase) {
    for (String known : PHASES) {
      if (known.toLowerCase(Locale.ROOT).equals(phase.toLowerCase(Locale.ROOT))) {
        return Optional.of(known);
      }
    }
    return NearName.within(2, phase, PHASES);
  }

  private void endpoints(String path, String text) {
    boolean asks = false;
    for (MatchResult found : API.results(text)) {
      String host = found.group(1);
      String port = found.group(2) == null ? "" : found.group(2);
      if (isSparks(host, port)) {
        asks = true;
        String endpoint = found.group(4) == null ? "" : found.group(4);
        if (!found.group(3).equals("v1")) {
          said(path, "/api/" + found.group(3), "; ask /api/v1");
        } else if (!endpoint.isEmpty() && !ENDPOINTS.contains(endpoint)) {
          said(path, "/api/v1/" + endpoint, Near.remedy(endpoint, ENDPOINTS));
        }
      }
    }
    for (MatchResult found : asks ? OF_APPLICATION.results(text) : List.<MatchResult>of()) {
      if (!OF_APPLICATIONS.contains(found.group(1))) {
        said(path, found.group(1), Near.remedy(found.group(1), OF_APPLICATIONS));
      }
    }
  }

  private void said(String path, String what, String remedy) {
    inFile(ENDPOINT_IS_ONE, path, what)
        .say("{it} asks Spark for {}, which its REST API does not have{}", what, remedy);
  }

  /** Whether Spark's pages are there: of a Service of the stack, or of the pod itself. */
  private boolean isSparks(String host, String port) {
    if (host.equals("localhost") || host.equals("127.0.0.1")) {
      return port.equals("4040") || port.equals("18080");
    }
    Optional<ServiceView> service = stack.service(host.replaceAll("\\..*", ""));
    if (service.isEmpty()) {
      return false;
    }
    for (Workload workload : stack.selectedBy(service.get())) {
      for (Conf conf : stack.confs()) {
        String page = conf.isHistory() ? "spark.history.ui.port" : Keys.UI_PORT;
        String usual = conf.isHistory() ? "18080" : "4040";
        if ((conf.isHistory() || conf.isClient())
            && stack.reads(workload, conf)
            && conf.get(page).orElse(usual).equals(port)) {
          return true;
        }
      }
    }
    return false;
  }
}
