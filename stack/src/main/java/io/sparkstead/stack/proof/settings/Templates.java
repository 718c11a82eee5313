package io.sparkstead.stack.proof.settings;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.text.Yaml.Doubtful;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.evidence.spark.TemplateTree;
import io.sparkstead.stack.proof.kubernetes.refusal.ObjectRefusals;
import io.sparkstead.stack.proof.kubernetes.refusal.Refused;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.parsed.TypedYaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether pods come of the templates that Spark makes them by. */
public record Templates(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PODS_COME_OF_IT =
      Rule.error(
              "POD-12", "A pod template is one that Spark reads and the API server takes pods of")
          .why("The driver stops at its start, or each executor is refused.")
          .fix("Say what the finding names, or leave the line out.");

  static final Rule SPARK_MAY_WRITE =
      Rule.error("POD-13", "Pods of a template may write where Spark writes")
          .why("Their images are read-only: Java, Python and what a task fetches need a folder.")
          .fix("Mount an emptyDir at /tmp and at /opt/spark/work-dir.");

  private static final List<String> WRITTEN = List.of("/tmp", "/opt/spark/work-dir");

  private static final List<String> OF_POD =
      List.of(
          "activeDeadlineSeconds",
          "affinity",
          "automountServiceAccountToken",
          "containers",
          "dnsConfig",
          "dnsPolicy",
          "enableServiceLinks",
          "hostAliases",
          "hostIPC",
          "hostNetwork",
          "hostPID",
          "hostUsers",
          "hostname",
          "imagePullSecrets",
          "initContainers",
          "nodeName",
          "nodeSelector",
          "os",
          "overhead",
          "preemptionPolicy",
          "priority",
          "priorityClassName",
          "readinessGates",
          "resourceClaims",
          "resources",
          "restartPolicy",
          "runtimeClassName",
          "schedulerName",
          "schedulingGates",
          "securityContext",
          "serviceAccount",
          "serviceAccountName",
          "setHostnameAsFQDN",
          "shareProcessNamespace",
          "subdomain",
          "terminationGracePeriodSeconds",
          "tolerations",
          "topologySpreadConstraints",
          "volumes");

  private static final List<String> OF_CONTAINER =
      List.of(
          "args",
          "command",
          "env",
          "envFrom",
          "image",
          "imagePullPolicy",
          "lifecycle",
          "livenessProbe",
          "name",
          "ports",
          "readinessProbe",
          "resizePolicy",
          "resources",
          "restartPolicy",
          "securityContext",
          "startupProbe",
          "stdin",
          "stdinOnce",
          "terminationMessagePath",
          "terminationMessagePolicy",
          "tty",
          "volumeDevices",
          "volumeMounts",
          "workingDir");

  private static final List<String> OF_VOLUME =
      List.of(
          "awsElasticBlockStore",
          "azureDisk",
          "azureFile",
          "cephfs",
          "cinder",
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "fc",
          "flexVolume",
          "flocker",
          "gcePersistentDisk",
          "gitRepo",
          "glusterfs",
          "hostPath",
          "image",
          "iscsi",
          "name",
          "nfs",
          "persistentVolumeClaim",
          "photonPersistentDisk",
          "portworxVolume",
          "projected",
          "quobyte",
          "rbd",
          "scaleIO",
          "secret",
          "storageos",
          "vsphereVolume");

  private static final List<String> OF_MOUNT =
      List.of(
          "mountPath",
          "mountPropagation",
          "name",
          "readOnly",
          "recursiveReadOnly",
          "subPath",
          "subPathExpr");

  private static final List<String> OF_SECURITY =
      List.of(
          "allowPrivilegeEscalation",
          "appArmorProfile",
          "capabilities",
          "fsGroup",
          "fsGroupChangePolicy",
          "privileged",
          "procMount",
          "readOnlyRootFilesystem",
          "runAsGroup",
          "runAsNonRoot",
          "runAsUser",
          "seLinuxChangePolicy",
          "seLinuxOptions",
          "seccompProfile",
          "supplementalGroups",
          "supplementalGroupsPolicy",
          "sysctls",
          "windowsOptions");

  /** Which fields there are, by where they stand. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "spec", OF_POD,
          "spec.containers", OF_CONTAINER,
          "spec.initContainers", OF_CONTAINER,
          "spec.volumes", OF_VOLUME,
          "spec.containers.volumeMounts", OF_MOUNT,
          "spec.securityContext", OF_SECURITY,
          "spec.containers.securityContext", OF_SECURITY,
          "spec.containers.resources", List.of("claims", "limits", "requests"),
          "spec.containers.env", List.of("name", "value", "valueFrom"),
          "spec.volumes.emptyDir", List.of("medium", "sizeLimit"));

  /** What is one of a few words, by where it stands. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "spec.dnsPolicy", Set.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
          "spec.restartPolicy", Set.of("Always", "Never", "OnFailure"),
          "spec.preemptionPolicy", Set.of("Never", "PreemptLowerPriority"),
          "spec.tolerations.operator", Set.of("Equal", "Exists"),
          "spec.tolerations.effect", Set.of("NoExecute", "NoSchedule", "PreferNoSchedule"),
          "spec.containers.imagePullPolicy", Set.of("Always", "IfNotPresent", "Never"),
          "spec.volumes.emptyDir.medium", Set.of("", "HugePages", "Memory"),
          "spec.securityContext.fsGroupChangePolicy", Set.of("Always", "OnRootMismatch"));

  private static final List<String> NUMBERS =
      List.of(
          "spec.terminationGracePeriodSeconds",
          "spec.activeDeadlineSeconds",
          "spec.securityContext.runAsUser",
          "spec.securityContext.runAsGroup",
          "spec.securityContext.fsGroup",
          "spec.containers.securityContext.runAsUser",
          "spec.containers.securityContext.runAsGroup");

  @Override
  public void check() {
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      TemplateTree tree = TemplateTree.of(template.text());
      Check check = new Check(findings, template, tree, new TreeSet<>());
      if (tree.problem().isEmpty()) {
        check.fields();
        check.values();
        check.amounts();
        check.mounts();
        check.staysOffTheNode();
        check.refusals();
      } else {
        check.say(template.file(), tree.problem());
      }
    }
  }

  /**
   * Of one template.
   *
   * @param told of which lines something is said
   */
  private record Check(
      Findings findings, PodTemplate template, TemplateTree tree, Set<String> told) {

    void say(String mark, String what) {
      told.add(mark);
      findings.at(PODS_COME_OF_IT, template, mark).say("{it} {}; mend it, or leave it out", what);
    }

    void fields() {
      for (Map.Entry<String, List<String>> known : FIELDS.entrySet()) {
        for (Map<String, Object> one : tree.maps(known.getKey())) {
          for (String name : one.keySet()) {
            if (!known.getValue().contains(name)) {
              Optional<String> near = NearName.of(name, known.getValue());
              say(
                  name + ":",
                  "has a field "
                      + known.getKey()
                      + "."
                      + name
                      + ", which Kubernetes has not"
                      + near.map(meant -> ", as it has " + meant).orElse(""));
            }
          }
        }
      }
    }

    void values() {
      for (Map.Entry<String, Set<String>> known : WORDS.entrySet()) {
        for (Object one : tree.at(known.getKey())) {
          if (one instanceof String word && !known.getValue().contains(word)) {
            say(
                word,
                "has "
                    + known.getKey()
                    + " "
                    + word
                    + ", which is none of "
                    + new TreeSet<>(known.getValue()));
          }
        }
      }
      for (String path : NUMBERS) {
        for (Object one : tree.at(path)) {
          if (one instanceof String number && !isNumber(number)) {
            say(number, "has " + path + " " + number + ", which is no number");
          }
        }
      }
    }

    private static boolean isNumber(String text) {
      return !text.isEmpty()
          && text.length() <= 10
          && io.sparkstead.dsl.value.Ascii.endOfDigits(text, 0) == text.length();
    }

    void amounts() {
      for (Map<String, Object> resources : tree.maps("spec.containers.resources")) {
        Map<String, Object> limits = TemplateTree.map(resources, "limits");
        Map<String, Object> requests = TemplateTree.map(resources, "requests");
        for (String name : limits.keySet()) {
          amount(name, TemplateTree.text(limits, name));
        }
        for (String name : requests.keySet()) {
          String asked = TemplateTree.text(requests, name);
          String limit = TemplateTree.text(limits, name);
          amount(name, asked);
          if (!limit.isEmpty() && parts(limit) < parts(asked)) {
            say(
                name + ": " + limit,
                "limits " + name + " to " + limit + ", less than the " + asked + " it asks for");
          }
        }
      }
      for (Object size : tree.at("spec.volumes.emptyDir.sizeLimit")) {
        amount("sizeLimit", String.valueOf(size));
      }
    }

    private void amount(String name, String amount) {
      if (!Quantities.isText(amount)) {
        say(
            name + ": " + amount,
            "has " + name + " " + amount + ", which is no amount: write 10Gi");
      }
    }

    private static long parts(String amount) {
      return Quantities.isText(amount) ? Quantities.parts(Quantity.parse(amount), 1000) : 0;
    }

    void mounts() {
      Set<String> volumes = new TreeSet<>();
      for (Map<String, Object> volume : tree.volumes()) {
        String name = TemplateTree.text(volume, "name");
        if (!volumes.add(name)) {
          say("name: " + name, "has two volumes " + name);
        }
        if (volume.size() != 2) {
          say("name: " + name, "has a volume " + name + " that is not one kind of volume");
        }
      }
      Set<String> writable = new TreeSet<>();
      Set<String> paths = new TreeSet<>();
      for (Map<String, Object> mount : tree.mounts()) {
        String name = TemplateTree.text(mount, "name");
        String path = TemplateTree.text(mount, "mountPath");
        if (!volumes.contains(name)) {
          say("name: " + name, "mounts a volume " + name + ", which it has not");
        }
        if (!path.startsWith("/") || path.contains(":") || !paths.add(path)) {
          say(
              "mountPath: " + path,
              "mounts "
                  + name
                  + " at '"
                  + path
                  + "', which is no path of its own that begins with /");
        }
        if (!TemplateTree.text(mount, "readOnly").equals("true")) {
          writable.add(path);
        }
      }
      for (String folder : WRITTEN) {
        if (!writable.contains(folder)) {
          findings
              .at(SPARK_MAY_WRITE, template, template.file())
              .say("pods of {it} may not write to {}; mount an emptyDir there", folder);
        }
      }
    }

    /** What is refused of any pod, and not told yet. */
    void refusals() {
      TypedYaml.Read<Pod> read = TypedYaml.read(template.text(), Pod.class);
      if (!read.misfit().isEmpty() && told.isEmpty()) {
        String field = read.misfit().substring(read.misfit().lastIndexOf('.') + 1);
        say(field + ":", "has a value of another kind than Kubernetes reads at " + read.misfit());
      }
      if (read.value().isEmpty()) {
        return;
      }
      Pod pod = TemplatePod.asMade(read.value().get());
      for (Refused refused : ObjectRefusals.of(pod)) {
        if (!isTold(refused.field()) && (refused.value().isEmpty() || !isTold(refused.value()))) {
          findings
              .at(PODS_COME_OF_IT, template, refused.mark())
              .say("{it} has {} '{}'; {}", refused.field(), refused.value(), refused.remedy());
        }
      }
      for (Map.Entry<String, Doubtful> doubtful : Yaml.doubtful(pod).entrySet()) {
        String path = doubtful.getKey();
        String field = path.substring(path.lastIndexOf('.') + 1);
        if (doubtful.getValue() instanceof Doubtful.Unknown unknown && !isTold(field + ":")) {
          findings
              .at(PODS_COME_OF_IT, template, field + ":")
              .say(
                  "{it} has no field {}{}",
                  path,
                  unknown.near().map(meant -> "; did you mean " + meant + "?").orElse(""));
        }
      }
    }

    private boolean isTold(String words) {
      for (String mark : told) {
        if (mark.contains(words)) {
          return true;
        }
      }
      return false;
    }

    void staysOffTheNode() {
      for (String name : List.of("hostNetwork", "hostPID", "hostIPC")) {
        if (tree.at("spec." + name).contains("true")) {
          say(name, "has " + name + ", which Pod Security refuses");
        }
      }
      if (!tree.at("spec.containers.ports.hostPort").isEmpty()) {
        say("hostPort", "has a hostPort, which Pod Security refuses");
      }
      if (tree.at("spec.containers.securityContext.privileged").contains("true")) {
        say("privileged", "has privileged, which Pod Security refuses");
      }
      if (!tree.at("spec.containers.securityContext.capabilities.add").isEmpty()) {
        say("add:", "adds capabilities, which Pod Security refuses");
      }
    }
  }
}
