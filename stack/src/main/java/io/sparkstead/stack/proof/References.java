package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one object names, another is. */
final class References implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    namespaces(stack, findings);
    names(stack, findings);
    services(stack, findings);
    volumes(stack, findings);
    environment(stack, findings);
    accounts(stack, findings);
    probes(stack, findings);
    selectors(stack, findings);
    addresses(stack, findings);
    claims(stack, findings);
  }

  private static void namespaces(Evidence stack, Findings findings) {
    findings.checking(Rule.IN_THE_NAMESPACE);
    for (Manifest manifest : stack.manifests()) {
      String namespace = manifest.object().getMetadata().getNamespace();
      boolean isNamespace = manifest.object() instanceof Namespace;
      if (!isNamespace && !stack.namespace().equals(namespace)) {
        findings.about(
            manifest,
            "kind: " + manifest.kind(),
            manifest
                + (namespace == null ? " has no namespace" : " is in namespace " + namespace)
                + "; put it in "
                + stack.namespace()
                + " with the rest of the stack");
      }
    }
  }

  private static void names(Evidence stack, Findings findings) {
    findings.checking(Rule.NAMES_ARE_UNIQUE);
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : stack.manifests()) {
      if (!seen.add(manifest.toString())) {
        findings.about(manifest, named(manifest), "two objects are " + manifest + "; rename one");
      }
    }
  }

  private static void services(Evidence stack, Findings findings) {
    stack
        .all(Service.class)
        .forEach(
            (manifest, service) -> {
              List<Workload> selected = selected(stack, service);
              findings.checking(Rule.SERVICE_SELECTS_PODS);
              if (selected.isEmpty()) {
                findings.about(
                    manifest,
                    "selector:",
                    "Service "
                        + manifest.name()
                        + " selects "
                        + service.getSpec().getSelector()
                        + " and no pod of the stack has these labels; select a workload's");
              }
              findings.checking(Rule.SERVICE_SELECTS_ONE_WORKLOAD);
              if (selected.size() > 1) {
                findings.about(
                    manifest,
                    "selector:",
                    "Service "
                        + manifest.name()
                        + " selects the pods of "
                        + selected
                        + "; select one workload's");
              }
              findings.checking(Rule.SERVICE_PORT_EXISTS);
              if (!selected.isEmpty()) {
                for (ServicePort port : service.getSpec().getPorts()) {
                  if (selected.stream().noneMatch(pod -> declares(pod, target(port)))) {
                    findings.about(
                        manifest,
                        "targetPort: " + target(port).getValue(),
                        "port "
                            + port.getPort()
                            + " of Service "
                            + manifest.name()
                            + " points at "
                            + target(port).getValue()
                            + ", which "
                            + selected.get(0)
                            + " does not declare; declare it on the container");
                  }
                }
              }
            });
  }

  static List<Workload> selected(Evidence stack, Service service) {
    Map<String, String> selector = service.getSpec().getSelector();
    return stack.workloads().stream()
        .filter(workload -> inNamespace(service, workload))
        .filter(workload -> workload.isSelectedBy(selector == null ? Map.of() : selector))
        .toList();
  }

  private static boolean inNamespace(Service service, Workload workload) {
    return Objects.equals(
        service.getMetadata().getNamespace(),
        workload.manifest().object().getMetadata().getNamespace());
  }

  private static IntOrString target(ServicePort port) {
    IntOrString target = port.getTargetPort();
    return target == null ? new IntOrString(port.getPort()) : target;
  }

  private static boolean declares(Workload pod, IntOrString target) {
    return pod.template().getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .anyMatch(port -> is(port, target));
  }

  private static boolean is(ContainerPort port, IntOrString target) {
    return target.getStrVal() != null
        ? target.getStrVal().equals(port.getName())
        : target.getIntVal().equals(port.getContainerPort());
  }

  private static void volumes(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      Set<String> volumes = new HashSet<>();
      for (Volume volume : workload.volumes()) {
        volumes.add(volume.getName());
        source(stack, findings, workload, volume);
      }
      Set<String> mounted = new HashSet<>();
      findings.checking(Rule.MOUNT_HAS_VOLUME);
      for (Container container : workload.containers()) {
        for (VolumeMount mount : container.getVolumeMounts()) {
          mounted.add(mount.getName());
          if (!volumes.contains(mount.getName())) {
            missing(findings, workload, "volume", mount.getName(), volumes);
          }
        }
      }
      findings.checking(Rule.VOLUME_IS_MOUNTED);
      for (String volume : volumes) {
        if (!mounted.contains(volume)) {
          findings.about(
              workload.manifest(),
              "name: " + volume,
              workload + " has a volume " + volume + " that no container mounts; drop it");
        }
      }
    }
  }

  private static void source(Evidence stack, Findings findings, Workload workload, Volume volume) {
    if (volume.getPersistentVolumeClaim() != null) {
      findings.checking(Rule.CLAIM_EXISTS);
      String claim = volume.getPersistentVolumeClaim().getClaimName();
      exists(findings, workload, "claim", claim, stack.names(PersistentVolumeClaim.class));
    }
    if (volume.getConfigMap() != null) {
      boolean optional = Boolean.TRUE.equals(volume.getConfigMap().getOptional());
      configMap(
          stack,
          findings,
          workload,
          volume.getConfigMap().getName(),
          keys(volume.getConfigMap().getItems()),
          optional);
    }
    if (volume.getSecret() != null) {
      secret(
          stack,
          findings,
          workload,
          volume.getSecret().getSecretName(),
          keys(volume.getSecret().getItems()),
          Boolean.TRUE.equals(volume.getSecret().getOptional()));
    }
  }

  private static List<String> keys(@Nullable List<KeyToPath> items) {
    return items == null ? List.of() : items.stream().map(KeyToPath::getKey).toList();
  }

  private static void configMap(
      Evidence stack,
      Findings findings,
      Workload workload,
      String name,
      List<String> keys,
      boolean optional) {
    findings.checking(Rule.CONFIG_MAP_EXISTS);
    if (!optional) {
      exists(findings, workload, "ConfigMap", name, stack.names(ConfigMap.class));
    }
    findings.checking(Rule.CONFIG_MAP_KEY_EXISTS);
    stack
        .named(ConfigMap.class, name)
        .ifPresent(
            map ->
                keys.forEach(
                    key ->
                        exists(
                            findings,
                            workload,
                            "key of ConfigMap " + name,
                            key,
                            map.getData().keySet())));
  }

  private static void secret(
      Evidence stack,
      Findings findings,
      Workload workload,
      String name,
      List<String> keys,
      boolean optional) {
    findings.checking(Rule.SECRET_IS_DECLARED);
    if (!optional) {
      exists(findings, workload, "Secret", name, stack.secrets().keySet());
    }
    findings.checking(Rule.SECRET_KEY_IS_DECLARED);
    Set<String> declared = stack.secrets().get(name);
    if (declared != null) {
      keys.forEach(key -> exists(findings, workload, "key of Secret " + name, key, declared));
    }
  }

  private static void environment(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        for (EnvVar variable : container.getEnv()) {
          var from = variable.getValueFrom();
          if (from != null && from.getConfigMapKeyRef() != null) {
            configMap(
                stack,
                findings,
                workload,
                from.getConfigMapKeyRef().getName(),
                List.of(from.getConfigMapKeyRef().getKey()),
                Boolean.TRUE.equals(from.getConfigMapKeyRef().getOptional()));
          }
          if (from != null && from.getSecretKeyRef() != null) {
            secret(
                stack,
                findings,
                workload,
                from.getSecretKeyRef().getName(),
                List.of(from.getSecretKeyRef().getKey()),
                Boolean.TRUE.equals(from.getSecretKeyRef().getOptional()));
          }
        }
      }
    }
  }

  private static void accounts(Evidence stack, Findings findings) {
    Set<String> accounts = stack.names(ServiceAccount.class);
    findings.checking(Rule.ACCOUNT_EXISTS);
    for (Workload workload : stack.workloads()) {
      String account = workload.template().getSpec().getServiceAccountName();
      if (account != null) {
        exists(findings, workload, "ServiceAccount", account, accounts);
      }
    }
    stack
        .all(RoleBinding.class)
        .forEach(
            (manifest, binding) -> {
              findings.checking(Rule.ROLE_EXISTS);
              String role = binding.getRoleRef().getName();
              if (binding.getRoleRef().getKind().equals("Role")
                  && !stack.names(Role.class).contains(role)) {
                findings.about(
                    manifest,
                    "name: " + role,
                    manifest
                        + " refers to Role "
                        + role
                        + ", which is not in the stack"
                        + near(role, stack.names(Role.class)));
              }
              findings.checking(Rule.SUBJECT_EXISTS);
              for (Subject subject : binding.getSubjects()) {
                boolean here = stack.namespace().equals(subject.getNamespace());
                if (!here || !accounts.contains(subject.getName())) {
                  findings.about(
                      manifest,
                      "name: " + subject.getName(),
                      manifest
                          + " grants to "
                          + subject.getName()
                          + " in namespace "
                          + subject.getNamespace()
                          + ", where the stack has no such account"
                          + near(subject.getName(), accounts));
                }
              }
            });
  }

  private static void probes(Evidence stack, Findings findings) {
    findings.checking(Rule.PROBE_PORT_EXISTS);
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        probe(findings, workload, container, container.getStartupProbe());
        probe(findings, workload, container, container.getReadinessProbe());
        probe(findings, workload, container, container.getLivenessProbe());
      }
    }
  }

  private static void probe(
      Findings findings, Workload workload, Container container, @Nullable Probe probe) {
    if (probe == null) {
      return;
    }
    List<IntOrString> ports = new ArrayList<>();
    if (probe.getHttpGet() != null) {
      ports.add(probe.getHttpGet().getPort());
    }
    if (probe.getTcpSocket() != null) {
      ports.add(probe.getTcpSocket().getPort());
    }
    for (IntOrString port : ports) {
      if (container.getPorts().stream().noneMatch(declared -> is(declared, port))) {
        findings.about(
            workload.manifest(),
            "port: " + port.getValue(),
            "a probe of container "
                + container.getName()
                + " in "
                + workload
                + " asks port "
                + port.getValue()
                + ", which it does not declare; probe one it does");
      }
    }
  }

  private static void selectors(Evidence stack, Findings findings) {
    findings.checking(Rule.SELECTOR_FITS_TEMPLATE);
    for (Workload workload : stack.workloads()) {
      Map<String, String> selector = selector(workload);
      if (!workload.isJob() && !workload.isSelectedBy(selector)) {
        findings.about(
            workload.manifest(),
            "matchLabels:",
            workload
                + " selects "
                + selector
                + " and makes pods with "
                + workload.labels()
                + "; take both from the same Labels");
      }
    }
    stack
        .all(StatefulSet.class)
        .forEach(
            (manifest, set) -> {
              findings.checking(Rule.STATEFUL_SET_HAS_SERVICE);
              String name = set.getSpec().getServiceName();
              boolean fits =
                  stack.all(Service.class).values().stream()
                      .filter(service -> service.getMetadata().getName().equals(name))
                      .filter(service -> "None".equals(service.getSpec().getClusterIP()))
                      .anyMatch(
                          service ->
                              selected(stack, service).stream()
                                  .anyMatch(pod -> pod.manifest().equals(manifest)));
              if (!fits) {
                findings.about(
                    manifest,
                    "serviceName:",
                    manifest
                        + " names Service "
                        + name
                        + ", which is no headless Service over its pods; name one");
              }
            });
  }

  static Map<String, String> selector(Workload workload) {
    Map<String, String> selector = null;
    if (workload.manifest().object() instanceof Deployment deployment) {
      selector = deployment.getSpec().getSelector().getMatchLabels();
    } else if (workload.manifest().object() instanceof StatefulSet set) {
      selector = set.getSpec().getSelector().getMatchLabels();
    }
    return selector == null ? Map.of() : selector;
  }

  private static void addresses(Evidence stack, Findings findings) {
    findings.checking(Rule.ADDRESS_IS_TAKEN_ONCE);
    Map<String, Manifest> owners = new HashMap<>();
    stack
        .all(Service.class)
        .forEach(
            (manifest, service) -> {
              Map<String, String> annotations = service.getMetadata().getAnnotations();
              if (annotations != null) {
                annotations.forEach(
                    (key, address) -> {
                      Manifest owner =
                          key.endsWith("/loadBalancerIPs")
                              ? owners.putIfAbsent(address, manifest)
                              : null;
                      if (owner != null) {
                        findings.about(
                            manifest,
                            address,
                            manifest
                                + " and "
                                + owner
                                + " both ask for "
                                + address
                                + "; give each its own");
                      }
                    });
              }
            });
  }

  private static void claims(Evidence stack, Findings findings) {
    findings.checking(Rule.CLAIM_HAS_ONE_READER);
    Map<String, Workload> owners = new HashMap<>();
    for (Workload workload : stack.workloads()) {
      for (Volume volume : workload.volumes()) {
        if (volume.getPersistentVolumeClaim() != null) {
          String claim = volume.getPersistentVolumeClaim().getClaimName();
          Workload owner = owners.putIfAbsent(claim, workload);
          if (owner != null) {
            findings.about(
                workload.manifest(),
                "claimName: " + claim,
                workload + " and " + owner + " both mount claim " + claim + "; give each its own");
          }
        }
      }
    }
  }

  private static void exists(
      Findings findings, Workload workload, String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      missing(findings, workload, what, name, known);
    }
  }

  private static void missing(
      Findings findings, Workload workload, String what, String name, Collection<String> known) {
    findings.about(
        workload.manifest(),
        name,
        workload + " names " + what + " " + name + ", which is not there" + near(name, known));
  }

  /** The rest of the sentence: what was probably meant, or what to do. */
  static String near(String name, Collection<String> known) {
    return NearName.of(name, known)
        .map(meant -> "; did you mean " + meant + "?")
        .orElse("; add it or name one of " + List.copyOf(known));
  }

  private static String named(Manifest manifest) {
    return "name: " + manifest.name();
  }
}
