package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The next change goes through, and what runs by hand runs. */
final class Updates implements RuleFamily {

  private static final Set<String> CHANGING =
      Set.of(
          "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart", "version");
  private static final Pattern FINGERPRINT = Pattern.compile(".*-[0-9a-f]{8}");
  private static final Pattern CONTINUED_THEN_MORE = Pattern.compile("(?m)(\\\\(?:[ \\t]+|#).*)$");
  private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT\\s+(.*)$");
  private static final Pattern JUPYTER =
      Pattern.compile("\\bjupyter[ -](?:lab|notebook|server)\\b");
  private static final Pattern EXEC = Pattern.compile("(?m)^\\s*exec ");

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
    boolean hasDisk =
        workload.volumes().stream()
            .filter(volume -> volume.getPersistentVolumeClaim() != null)
            .anyMatch(volume -> isReadWriteOnce(stack, volume));
    if (hasDisk && workload.manifest().object() instanceof Deployment deployment) {
      DeploymentStrategy strategy = deployment.getSpec().getStrategy();
      if (strategy == null || !"Recreate".equals(strategy.getType())) {
        findings.about(
            workload.manifest(),
            "spec:",
            workload + " keeps its disk while the new pod waits for it; use strategy Recreate");
      }
    }
  }

  static boolean isReadWriteOnce(Evidence stack, Volume volume) {
    return stack
        .named(PersistentVolumeClaim.class, volume.getPersistentVolumeClaim().getClaimName())
        .map(claim -> !claim.getSpec().getAccessModes().contains("ReadWriteMany"))
        .orElse(true);
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
    return workload.annotations().keySet().stream()
        .anyMatch(key -> key.contains("/" + configMap + "-"));
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
    stack
        .dockerfiles()
        .forEach(
            (path, text) ->
                Dockerfiles.find(text, ENTRYPOINT)
                    .map(Updates::line)
                    .filter(Updates::isShell)
                    .ifPresent(
                        line ->
                            findings.about(
                                path,
                                "ENTRYPOINT",
                                path
                                    + " starts '"
                                    + line
                                    + "', a shell that passes no signal on; name the program, or"
                                    + " exec it")));
    stack
        .filesEndingWith("/entrypoint.sh")
        .forEach(
            (path, text) -> {
              if (!EXEC.matcher(text).find()) {
                findings.about(
                    path,
                    "",
                    path + " stays in front of its program, and passes no signal on; exec it");
              }
            });
  }

  /** What an ENTRYPOINT comes to: its list of words, or what Docker gives to a shell. */
  private static String line(String entrypoint) {
    return entrypoint.startsWith("[")
        ? entrypoint.replaceAll("[\"\\[\\],\\s]+", " ").strip()
        : "sh -c " + entrypoint;
  }

  private static boolean isShell(String line) {
    return line.matches("(?s)(/bin/)?(ba|da)?sh -c .*") && !line.contains("exec ");
  }

  private static void selector(Findings findings, Workload workload) {
    findings.checking(Rule.SELECTOR_STAYS);
    Set<String> labels =
        References.selector(workload).map(by -> by.getMatchLabels().keySet()).orElse(Set.of());
    for (String label : labels) {
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
    if (!FINGERPRINT.matcher(workload.manifest().name()).matches()) {
      findings.about(
          workload.manifest(),
          "name: " + workload.manifest().name(),
          workload + " keeps its name when it changes; put a fingerprint into it");
    }
  }

  private static void services(Evidence stack, Findings findings) {
    findings.checking(Rule.METALLB_PREFIX_IS_CURRENT);
    stack
        .all(Service.class)
        .forEach(
            (manifest, service) -> {
              if (service.getMetadata().getAnnotations().keySet().stream()
                  .anyMatch(key -> key.startsWith("metallb.universe.tf/"))) {
                findings.about(
                    manifest,
                    "metallb.universe.tf",
                    manifest + " uses MetalLB's old prefix; use metallb.io/");
              }
            });
  }

  /** A pod that runs Jupyter ends kernels that nobody uses. */
  private static void kernels(Evidence stack, Findings findings) {
    findings.checking(Rule.IDLE_KERNELS_END);
    for (Workload workload : stack.workloads()) {
      String told = String.join("\n", stack.told(workload).values());
      if (JUPYTER.matcher(told).find() && !told.contains("cull_idle_timeout")) {
        findings.about(
            workload.manifest(),
            "name: " + workload.manifest().name(),
            workload
                + " never ends a forgotten kernel; set MappingKernelManager.cull_idle_timeout");
      }
    }
  }

  private static void scripts(Evidence stack, Findings findings) {
    stack
        .scripts()
        .forEach(
            (path, text) -> {
              findings.checking(Rule.SCRIPT_NAMES_ITS_SHELL);
              if (!text.startsWith("#!")) {
                String first = text.lines().findFirst().orElse("");
                // Anything but a comment may hold what should not be repeated.
                String shown =
                    first.startsWith("#") ? " begins with '" + first + "'" : " has no #!";
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
                findings.about(
                    path, "--class", path + " submits a Python program with --class; drop it");
              }
            });
  }

  private static void notebooks(Evidence stack, Findings findings) {
    findings.checking(Rule.NOTEBOOK_PARSES);
    stack
        .filesEndingWith(".ipynb")
        .forEach(
            (path, text) -> {
              List<String> rest = Dockerfiles.findAll(Notebooks.code(text), CONTINUED_THEN_MORE);
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
            });
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
