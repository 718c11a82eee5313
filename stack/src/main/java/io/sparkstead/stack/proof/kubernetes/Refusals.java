package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that the API server refuses, though it knows their fields.
 *
 * <pre>{@code
 * Refusals.ofPod(set, pod); // restartPolicy 'Never': say Always
 * Refusals.ofService(spec);           // port '90900': say 1 to 65535
 * }</pre>
 *
 * <p>Not all there are: those that a schema does not tell, and that a person gets wrong.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/master/pkg/apis/core/validation">What
 *     it asks of pods, Services and claims</a>
 */
final class Refusals {

  /**
   * A value, and what to do about it.
   *
   * @param field the last of its path
   */
  record Refused(String field, String value, String remedy) {

    /** A text of the line that says so: what is no word is written in another way there. */
    String mark() {
      return value.isEmpty() || value.contains(" ") ? field + ":" : field + ": " + value;
    }
  }

  private static final List<String> STAYING = List.of("", "Always");
  private static final List<String> ENDING = List.of("OnFailure", "Never");
  private static final List<String> WITH_AN_ADDRESS = List.of("NodePort", "LoadBalancer");
  private static final String ELSEWHERE = "ExternalName";
  private static final List<String> TYPES =
      List.of("", ELSEWHERE, "NodePort", "LoadBalancer", "ClusterIP");
  private static final List<String> FIELDS =
      List.of("metadata.namespace", "metadata.uid", "metadata.name");
  private static final List<String> FIELDS_BEGIN =
      List.of("metadata.labels['", "metadata.annotations['", "spec.", "status.");
  private static final List<String> AMOUNTS = List.of("ephemeral-storage", "memory", "cpu");
  private static final String NAME = "name";
  private static final String CPU = "cpu";
  private static final int MOST_OF_PORTS = 65_535;
  private static final int SHORTEST_TOKEN = 600;

  private final List<Refused> found = new ArrayList<>();

  private Refusals() {}

  /** What is refused of a pod, for what {@code maker} is or for what it says itself. */
  static List<Refused> ofPod(HasMetadata maker, PodSpec pod) {
    Refusals refusals = new Refusals();
    refusals.end(maker.getKind(), pod);
    refusals.names(pod);
    refusals.unless(
        pod.getOverhead() == null
            || pod.getOverhead().isEmpty()
            || pod.getRuntimeClassName() != null,
        "overhead",
        String.valueOf(pod.getOverhead()),
        "drop it: it is a RuntimeClass's");
    Set<String> names = new HashSet<>();
    for (List<Container> containers :
        List.of(Given.list(pod.getInitContainers()), Given.list(pod.getContainers()))) {
      for (Container container : containers) {
        String name = Given.text(container.getName());
        refusals.unless(names.add(name), NAME, name, "rename one of the two containers");
        refusals.container(container);
      }
    }
    for (Volume volume : Given.list(pod.getVolumes())) {
      refusals.token(volume);
    }
    return List.copyOf(refusals.found);
  }

  /** What is refused of a Service. */
  static List<Refused> ofService(ServiceSpec service) {
    Refusals refusals = new Refusals();
    String type = Given.text(service.getType());
    refusals.oneOf(TYPES, "type", type);
    refusals.unless(
        !type.equals(ELSEWHERE) || service.getExternalName() != null,
        "type",
        type,
        "say the externalName too");
    refusals.unless(
        !"None".equals(service.getClusterIP()) || !WITH_AN_ADDRESS.contains(type),
        "clusterIP",
        "None",
        "drop it: a " + type + " has an address");
    Set<String> names = new HashSet<>();
    for (ServicePort port : Given.list(service.getPorts())) {
      refusals.port("port", port.getPort());
      refusals.unless(
          names.add(Given.text(port.getName())),
          NAME,
          Given.text(port.getName()),
          "name each port");
    }
    return List.copyOf(refusals.found);
  }

  /** What is refused of a claim, or by the node of a pod that mounts it. */
  static List<Refused> ofClaim(@Nullable PersistentVolumeClaimSpec given) {
    Refusals refusals = new Refusals();
    PersistentVolumeClaimSpec claim = given == null ? new PersistentVolumeClaimSpec() : given;
    boolean hasSize =
        claim.getResources() != null
            && claim.getResources().getRequests() != null
            && claim.getResources().getRequests().containsKey("storage");
    refusals.unless(hasSize, "resources", "", "say how much storage");
    String mode = Given.text(claim.getVolumeMode());
    refusals.unless(!mode.equals("Block"), "volumeMode", mode, "drop it: pods mount folders");
    return List.copyOf(refusals.found);
  }

  /** What is refused of labels; one that is filled in later is not judged. */
  static List<Refused> ofLabels(Map<String, String> labels) {
    Refusals refusals = new Refusals();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String value = Given.text(label.getValue());
      refusals.unless(
          value.isEmpty() || value.contains("$") || Labels.isValue(value),
          label.getKey(),
          value,
          "use 1-63 of A-Z a-z 0-9 - _ .");
    }
    return List.copyOf(refusals.found);
  }

  private void unless(boolean isTaken, String field, String value, String remedy) {
    if (!isTaken) {
      found.add(new Refused(field, value, remedy));
    }
  }

  private void oneOf(List<String> taken, String field, String value) {
    unless(taken.contains(value), field, value, "say " + taken.get(taken.size() - 1));
  }

  private void end(String kind, PodSpec pod) {
    switch (kind) {
      case "Pod" -> {
        // Ends or stays as it likes.
      }
      case "Job", "CronJob" -> oneOf(ENDING, "restartPolicy", Given.text(pod.getRestartPolicy()));
      default -> {
        oneOf(STAYING, "restartPolicy", Given.text(pod.getRestartPolicy()));
        unless(
            pod.getActiveDeadlineSeconds() == null,
            "activeDeadlineSeconds",
            String.valueOf(pod.getActiveDeadlineSeconds()),
            "drop it: the pods of a " + kind + " stay");
      }
    }
  }

  private void names(PodSpec pod) {
    String policy = Given.text(pod.getDnsPolicy());
    unless(
        !policy.equals("None")
            || (pod.getDnsConfig() != null
                && !Given.list(pod.getDnsConfig().getNameservers()).isEmpty()),
        "dnsPolicy",
        policy,
        "drop it, or name servers in dnsConfig");
  }

  private void container(Container container) {
    probe("startupProbe", container.getStartupProbe(), 1);
    probe("livenessProbe", container.getLivenessProbe(), 1);
    probe("readinessProbe", container.getReadinessProbe(), Integer.MAX_VALUE);
    if (container.getResources() != null) {
      amounts(container.getResources());
    }
    Set<String> taken = new HashSet<>();
    for (ContainerPort port : Given.list(container.getPorts())) {
      String name = Given.text(port.getName());
      boolean isTaken = name.isEmpty() || (Port.isIanaServiceName(name) && taken.add(name));
      unless(isTaken, NAME, name, "name each port by 1-15 of a-z 0-9 -");
      port("containerPort", port.getContainerPort());
    }
    for (VolumeMount mount : Given.list(container.getVolumeMounts())) {
      String path = Given.text(mount.getMountPath());
      unless(taken.add(path), "mountPath", path, "mount one volume there");
    }
    for (EnvVar variable : Given.list(container.getEnv())) {
      if (variable.getValueFrom() != null) {
        source(variable.getValueFrom());
      }
    }
  }

  private void port(String field, @Nullable Integer number) {
    boolean isPort = number != null && number >= 1 && number <= MOST_OF_PORTS;
    unless(isPort, field, String.valueOf(number), "say 1 to 65535");
  }

  private void probe(String name, @Nullable Probe probe, int most) {
    if (probe == null) {
      return;
    }
    int handlers = 0;
    handlers += probe.getExec() == null ? 0 : 1;
    handlers += probe.getGrpc() == null ? 0 : 1;
    handlers += probe.getHttpGet() == null ? 0 : 1;
    handlers += probe.getTcpSocket() == null ? 0 : 1;
    unless(handlers == 1, name, handlers + " handlers", "keep one");
    counts("successThreshold", probe.getSuccessThreshold(), most);
    counts("failureThreshold", probe.getFailureThreshold(), Integer.MAX_VALUE);
    counts("periodSeconds", probe.getPeriodSeconds(), Integer.MAX_VALUE);
    counts("timeoutSeconds", probe.getTimeoutSeconds(), Integer.MAX_VALUE);
  }

  /** A 0 is taken, and means the default: nobody says it for that. */
  private void counts(String field, @Nullable Integer number, int most) {
    boolean isTaken = number == null || (number >= 1 && number <= most);
    unless(isTaken, field, String.valueOf(number), most == 1 ? "say 1" : "say 1 or more");
  }

  private void amounts(ResourceRequirements resources) {
    Map<String, Quantity> limits = Given.amounts(resources.getLimits());
    Map<String, Quantity> requests = Given.amounts(resources.getRequests());
    for (Map.Entry<String, Quantity> request : requests.entrySet()) {
      int perOne = request.getKey().equals(CPU) ? 1000 : 1;
      Quantity amount = request.getValue();
      Quantity limit = limits.getOrDefault(request.getKey(), amount);
      unless(
          Quantities.parts(amount, perOne) <= Quantities.parts(limit, perOne),
          request.getKey(),
          amount.toString(),
          "ask for no more than the limit of " + limit);
      unless(
          perOne > 1 || !"m".equals(amount.getFormat()),
          request.getKey(),
          amount.toString(),
          "say whole bytes, as 512Mi");
    }
  }

  private void source(EnvVarSource source) {
    if (source.getFieldRef() != null) {
      String path = Given.text(source.getFieldRef().getFieldPath());
      boolean isTaken = FIELDS.contains(path);
      for (String beginning : FIELDS_BEGIN) {
        isTaken |= path.startsWith(beginning);
      }
      unless(isTaken, "fieldPath", path, "say one of " + FIELDS);
    }
    if (source.getResourceFieldRef() != null) {
      String path = Given.text(source.getResourceFieldRef().getResource());
      oneOf(AMOUNTS, "resource", path.substring(path.indexOf('.') + 1));
    }
  }

  private void token(Volume volume) {
    if (volume.getProjected() != null) {
      for (VolumeProjection source : Given.list(volume.getProjected().getSources())) {
        var token = source.getServiceAccountToken();
        Long end = token == null ? null : token.getExpirationSeconds();
        unless(
            end == null || end >= SHORTEST_TOKEN,
            "expirationSeconds",
            String.valueOf(end),
            "say 600 or more");
      }
    }
  }
}
