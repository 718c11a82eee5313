package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container of a pod; what its manifest leaves out is empty here.
 *
 * @param model as fabric8 models it, for what no method here tells: to read, and not to change
 */
public record ContainerView(
    Container model, List<Port> ports, List<Variable> variables, List<Mount> mounts) {

  /** Where a port says no protocol. */
  static final String TCP = "TCP";

  /** A port that a container declares; one without a number is 0. */
  public record Port(String name, int number, String protocol, Optional<Integer> onNode) {

    /** Whether {@code asked} means this one, by name or by number. */
    public boolean is(IntOrString asked) {
      return asked.getStrVal() != null
          ? asked.getStrVal().equals(name)
          : Integer.valueOf(number).equals(asked.getIntVal());
    }
  }

  /**
   * An environment variable.
   *
   * @param value as it stands there
   * @param source where its value comes from instead
   */
  public record Variable(String name, Optional<String> value, Optional<EnvVarSource> source) {}

  /**
   * Where a volume is mounted.
   *
   * @param volume its name
   */
  public record Mount(String volume, String path, Optional<String> subPath, boolean isReadOnly) {}

  static ContainerView of(Container model) {
    return new ContainerView(model, portsOf(model), variablesOf(model), mountsOf(model));
  }

  private static List<Port> portsOf(Container container) {
    List<Port> ports = new ArrayList<>();
    for (ContainerPort port : Given.list(container.getPorts())) {
      ports.add(
          new Port(
              Given.text(port.getName()),
              Given.number(port.getContainerPort()),
              Objects.requireNonNullElse(port.getProtocol(), TCP),
              Optional.ofNullable(port.getHostPort())));
    }
    return List.copyOf(ports);
  }

  private static List<Variable> variablesOf(Container container) {
    List<Variable> variables = new ArrayList<>();
    for (EnvVar variable : Given.list(container.getEnv())) {
      variables.add(
          new Variable(
              Given.text(variable.getName()),
              Optional.ofNullable(variable.getValue()),
              Optional.ofNullable(variable.getValueFrom())));
    }
    return List.copyOf(variables);
  }

  private static List<Mount> mountsOf(Container container) {
    List<Mount> mounts = new ArrayList<>();
    for (VolumeMount mount : Given.list(container.getVolumeMounts())) {
      mounts.add(
          new Mount(
              Given.text(mount.getName()),
              Given.text(mount.getMountPath()),
              Optional.ofNullable(mount.getSubPath()),
              Given.isTrue(mount.getReadOnly())));
    }
    return List.copyOf(mounts);
  }

  public String name() {
    return Given.text(model.getName());
  }

  public String image() {
    return Given.text(model.getImage());
  }

  public List<String> command() {
    return Given.list(model.getCommand());
  }

  /** Command and arguments. */
  public List<String> words() {
    List<String> words = new ArrayList<>(command());
    words.addAll(Given.list(model.getArgs()));
    return words;
  }

  /** {@link #words}, with blanks between. */
  public String commandLine() {
    return String.join(" ", words());
  }

  /** Commands that the kubelet runs in it when it starts and stops, and to look after it. */
  public List<String> hookWords() {
    List<String> words = new ArrayList<>();
    var lifecycle = model.getLifecycle();
    if (lifecycle != null && lifecycle.getPostStart() != null) {
      add(words, lifecycle.getPostStart().getExec());
    }
    if (lifecycle != null && lifecycle.getPreStop() != null) {
      add(words, lifecycle.getPreStop().getExec());
    }
    for (Probe probe : probes()) {
      add(words, probe.getExec());
    }
    return words;
  }

  private static void add(List<String> words, @Nullable ExecAction command) {
    words.addAll(Given.list(command == null ? null : command.getCommand()));
  }

  /** What the variable {@code name} is set to, if it stands there. */
  public Optional<String> variable(String name) {
    for (Variable variable : variables) {
      if (variable.name().equals(name) && variable.value().isPresent()) {
        return variable.value();
      }
    }
    return Optional.empty();
  }

  /** The mount that {@code path} is in, or is; the innermost of several. */
  public Optional<Mount> mountOf(String path) {
    Optional<Mount> innermost = Optional.empty();
    for (Mount mount : mounts) {
      boolean isIn = path.equals(mount.path()) || path.startsWith(mount.path() + "/");
      if (isIn
          && (innermost.isEmpty() || mount.path().length() > innermost.get().path().length())) {
        innermost = Optional.of(mount);
      }
    }
    return innermost;
  }

  /** Where it takes all variables of a ConfigMap or Secret from. */
  public List<EnvFromSource> variableSources() {
    return Given.list(model.getEnvFrom());
  }

  /** Those of its three probes that it has. */
  public List<Probe> probes() {
    return Given.list(
        Arrays.asList(
            model.getStartupProbe(), model.getReadinessProbe(), model.getLivenessProbe()));
  }

  /** Its own; fields are null where it says nothing. */
  public SecurityContext security() {
    SecurityContext own = model.getSecurityContext();
    return own == null ? new SecurityContext() : own;
  }

  /** What it asks for, by resource: {@code cpu}, {@code memory}. */
  public Map<String, Quantity> requests() {
    return Given.amounts(model.getResources() == null ? null : model.getResources().getRequests());
  }

  /** What it may take at most, by resource. */
  public Map<String, Quantity> limits() {
    return Given.amounts(model.getResources() == null ? null : model.getResources().getLimits());
  }
}
