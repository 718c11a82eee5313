package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The next change goes through, and what runs by hand runs. */
final class Updates implements RuleFamily {

  private static final Set<String> CHANGING =
      Set.of(
          "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart", "version");
  private static final Hinted CONTINUED_THEN_MORE =
      Hinted.onLine("(?m)(\\\\(?:[ \\t]+|#).*)$", "\\");
  private static final Hinted JUPYTER =
      Hinted.onLine("\\bjupyter[ -](?:lab|notebook|server)\\b", "jupyter");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      disk(stack, findings, workload);
      config(findings, workload);
      signals(findings, workload);
      selector(findings, workload);
      if (workload.manifest().object() instanceof Job) {
        job(findings, workload);
      }
    }
    services(stack, findings);
    entrypoints(stack, findings);
    kernels(stack, findings);
    scripts(stack, findings);
    notebooks(stack, findings);
    properties(stack, findings);
  }

  private static void disk(Evidence stack, Findings findings, Workload workload) {
    findings.checking(Rule.DISK_IS_LET_GO_FIRST);
    if (workload.manifest().object() instanceof Deployment deployment && hasDisk(stack, workload)) {
      DeploymentStrategy strategy = deployment.getSpec().getStrategy();
      if (strategy == null || !"Recreate".equals(strategy.getType())) {
        findings.about(
            workload.manifest(),
            "spec:",
            workload + " keeps its disk while the new pod waits for it; use strategy Recreate");
      }
    }
  }

  private static boolean hasDisk(Evidence stack, Workload workload) {
    for (Volume volume : workload.volumes()) {
      if (volume.getPersistentVolumeClaim() != null && isReadWriteOnce(stack, volume)) {
        return true;
      }
    }
    return false;
  }

  static boolean isReadWriteOnce(Evidence stack, Volume volume) {
    String name = volume.getPersistentVolumeClaim().getClaimName();
    Optional<PersistentVolumeClaim> claim = stack.named(PersistentVolumeClaim.class, name);
    return claim.isEmpty() || !claim.get().getSpec().getAccessModes().contains("ReadWriteMany");
  }

  private static void config(Findings findings, Workload workload) {
    findings.checking(Rule.CONFIG_IS_A_FOLDER);
    for (Container container : workload.containers()) {
      for (VolumeMount mount : container.getVolumeMounts()) {
        if (mount.getSubPath() != null) {
          findings.about(
              workload.manifest(),
              "subPath:",
              workload
                  + " mounts "
                  + mount.getMountPath()
                  + " by subPath, which never changes; mount the folder");
        }
      }
    }
    findings.checking(Rule.CONFIG_ROLLS_ITS_READERS);
    if (!workload.isJob()) {
      for (Volume volume : workload.volumes()) {
        boolean read =
            volume.getConfigMap() != null
                && !Boolean.TRUE.equals(volume.getConfigMap().getOptional());
        if (read && !isAnnotated(workload, volume.getConfigMap().getName())) {
          findings.about(
              workload.manifest(),
              "name: " + volume.getConfigMap().getName(),
              workload
                  + " reads ConfigMap "
                  + volume.getConfigMap().getName()
                  + " and is not rolled when it changes; annotate its pods with the fingerprint");
        }
      }
    }
  }

  private static boolean isAnnotated(Workload workload, String configMap) {
    for (String key : workload.annotations().keySet()) {
      if (key.contains("/" + configMap + "-")) {
        return true;
      }
    }
    return false;
  }

  private static void signals(Findings findings, Workload workload) {
    for (Container container : workload.template().getSpec().getContainers()) {
      List<String> words = new ArrayList<>(container.getCommand());
      words.addAll(container.getArgs());
      String line = String.join(" ", words);
      findings.checking(Rule.SIGNALS_ARRIVE);
      if (isShell(line) && !workload.isJob()) {
        findings.about(
            workload.manifest(),
            "name: " + container.getName(),
            "container "
                + container.getName()
                + " of "
                + workload
                + " runs under a shell that passes no signal on; name the program as command");
      }
      findings.checking(Rule.HISTORY_STAYS_IN_FRONT);
      if (line.contains("start-history-server.sh")) {
        findings.about(
            workload.manifest(),
            "start-history-server.sh",
            workload + " starts the History Server by its script; run its class under tini");
      }
    }
  }

  /** What an image starts: a shell that stays in front is told to stop, and tells nobody. */
  private static void entrypoints(Evidence stack, Findings findings) {
    findings.checking(Rule.SIGNALS_ARRIVE);
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      String path = dockerfile.path();
      List<String> entrypoints = dockerfile.all("ENTRYPOINT");
      // Docker takes the last.
      String line = entrypoints.isEmpty() ? "" : line(entrypoints.get(entrypoints.size() - 1));
      if (isShell(line)) {
        findings.about(
            path,
            "ENTRYPOINT",
            path
                + " starts '"
                + line
                + "', a shell that passes no signal on; name the program, or exec it");
      }
    }
    for (Map.Entry<String, String> file : stack.filesEndingWith("/entrypoint.sh").entrySet()) {
      String path = file.getKey();
      if (!execs(file.getValue())) {
        findings.about(
            path, "", path + " stays in front of its program, and passes no signal on; exec it");
      }
    }
  }

  private static boolean execs(String script) {
    for (String line : script.split("\n", -1)) {
      if (line.stripLeading().startsWith("exec ")) {
        return true;
      }
    }
    return false;
  }

  /** What an ENTRYPOINT comes to: its list of words, or what Docker gives to a shell. */
  private static String line(String entrypoint) {
    return entrypoint.startsWith("[")
        ? Lines.joined(
                entrypoint.replace('"', ' ').replace('[', ' ').replace(']', ' ').replace(',', ' '))
            .strip()
        : "sh -c " + entrypoint;
  }

  private static boolean isShell(String line) {
    return line.contains("sh -c ")
        && line.matches("(?s)(/bin/)?(ba|da)?sh -c .*")
        && !line.contains("exec ");
  }

  private static void selector(Findings findings, Workload workload) {
    findings.checking(Rule.SELECTOR_STAYS);
    Optional<LabelSelector> selector = References.selector(workload);
    if (selector.isEmpty()) {
      return;
    }
    for (String label : selector.get().getMatchLabels().keySet()) {
      if (CHANGING.contains(label)) {
        findings.about(
            workload.manifest(),
            label,
            workload + " selects by " + label + ", which changes; select by name alone");
      }
    }
  }

  private static void job(Findings findings, Workload workload) {
    findings.checking(Rule.JOB_CHANGES_ITS_NAME);
    if (!hasFingerprint(workload.manifest().name())) {
      findings.about(
          workload.manifest(),
          "name: " + workload.manifest().name(),
          workload + " keeps its name when it changes; put a fingerprint into it");
    }
  }

  /** Whether {@code name} ends in a dash and eight digits of a hash. */
  private static boolean hasFingerprint(String name) {
    int dash = name.length() - 9;
    if (dash < 0 || name.charAt(dash) != '-') {
      return false;
    }
    for (int at = dash + 1; at < name.length(); at++) {
      if ("0123456789abcdef".indexOf(name.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void services(Evidence stack, Findings findings) {
    findings.checking(Rule.METALLB_PREFIX_IS_CURRENT);
    for (Map.Entry<Manifest, Service> service : stack.all(Service.class).entrySet()) {
      for (String annotation : service.getValue().getMetadata().getAnnotations().keySet()) {
        if (annotation.startsWith("metallb.universe.tf/")) {
          findings.about(
              service.getKey(),
              "metallb.universe.tf",
              service.getKey() + " uses MetalLB's old prefix; use metallb.io/");
        }
      }
    }
  }

  /** A pod that runs Jupyter ends kernels that nobody uses. */
  private static void kernels(Evidence stack, Findings findings) {
    findings.checking(Rule.IDLE_KERNELS_END);
    for (Workload workload : stack.workloads()) {
      String told = String.join("\n", stack.told(workload).values());
      if (!told.contains("cull_idle_timeout") && JUPYTER.isIn(told)) {
        findings.about(
            workload.manifest(),
            "name: " + workload.manifest().name(),
            workload
                + " never ends a forgotten kernel; set MappingKernelManager.cull_idle_timeout");
      }
    }
  }

  private static void scripts(Evidence stack, Findings findings) {
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      String path = script.getKey();
      String text = script.getValue();
      findings.checking(Rule.SCRIPT_NAMES_ITS_SHELL);
      if (!text.startsWith("#!")) {
        String first = text.lines().findFirst().orElse("");
        // Anything but a comment may hold what should not be repeated.
        String shown = first.startsWith("#") ? " begins with '" + first + "'" : " has no #!";
        findings.about(path, first, path + shown + "; begin with #!/usr/bin/env bash");
      }
      findings.checking(Rule.JUPYTER_OPTIONS_ARE_CURRENT);
      if (text.contains("NotebookApp.")) {
        findings.about(
            path,
            "NotebookApp.",
            path + " gives Jupyter options nobody reads; use IdentityProvider");
      }
      findings.checking(Rule.SUBMIT_NAMES_ITS_PROGRAM);
      if (text.contains("spark-submit")
          && text.contains("--class")
          && text.matches("(?s).*\\.py\\b.*")) {
        findings.about(path, "--class", path + " submits a Python program with --class; drop it");
      }
    }
  }

  private static void notebooks(Evidence stack, Findings findings) {
    findings.checking(Rule.NOTEBOOK_PARSES);
    for (Map.Entry<String, String> notebook : stack.filesEndingWith(".ipynb").entrySet()) {
      String path = notebook.getKey();
      // In JSON a backslash is two.
      if (!notebook.getValue().contains("\\\\")) {
        continue;
      }
      String code = Notebooks.code(notebook.getValue());
      List<String> rest = CONTINUED_THEN_MORE.findAll(code);
      if (!rest.isEmpty()) {
        findings.about(
            path,
            "",
            path
                + " has '"
                + rest.get(0)
                + "' at the end of a line"
                + (rest.size() > 1 ? ", and " + (rest.size() - 1) + " more like it" : "")
                + "; put comments on lines of their own");
      }
    }
  }

  private static void properties(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      findings.checking(Rule.HISTORY_IS_CLEANED);
      if (conf.isHistory() && !conf.is("spark.history.fs.cleaner.enabled", "true")) {
        findings.about(
            conf,
            Storage.HISTORY_LOG,
            "old event logs are never deleted; set spark.history.fs.cleaner.enabled=true");
      }
      findings.checking(Rule.HISTORY_KEEPS_ITS_INDEX);
      if (conf.isHistory() && conf.get("spark.history.store.path").isEmpty()) {
        findings.about(
            conf,
            Storage.HISTORY_LOG,
            "every start reads all event logs again; set spark.history.store.path");
      }
      findings.checking(Rule.DRIVER_SETTING_IS_READ);
      String account = "spark.kubernetes.authenticate.driver.serviceAccountName";
      if (conf.isClient() && conf.get(account).isPresent()) {
        findings.about(conf, account, account + " is not read in client mode; drop it");
      }
      findings.checking(Rule.SETTING_SAYS_SOMETHING);
      for (String key :
          List.of("spark.hadoop.fs.s3a.impl", "spark.hadoop.fs.s3a.connection.ssl.enabled")) {
        if (conf.get(key).isPresent()
            && conf.get(Storage.ENDPOINT).orElse("").startsWith("http://")) {
          findings.about(conf, key, key + " changes nothing here; drop it");
        }
      }
    }
  }
}
