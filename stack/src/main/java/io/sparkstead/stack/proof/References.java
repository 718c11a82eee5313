package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    images(stack, findings);
    selectors(stack, findings);
    addresses(stack, findings);
    claims(stack, findings);
  }

  private static void namespaces(Evidence stack, Findings findings) {
    findings.checking(Rule.IN_THE_NAMESPACE);
    for (Manifest manifest : stack.manifests()) {
      String namespace = manifest.object().getMetadata().getNamespace();
      if (manifest.object() instanceof Namespaced
          && !Syncing.isOfTheTool(manifest)
          && !stack.namespace().equals(namespace)) {
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
    findings.checking(Rule.NAMESPACE_IS_MADE);
    if (!stack.names(Namespace.class).contains(stack.namespace())) {
      findings.about(
          "Namespace " + stack.namespace(),
          "",
          "",
          "namespace " + stack.namespace() + " is made by nobody; add it to the stack");
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
    for (Map.Entry<Manifest, Service> entry : stack.all(Service.class).entrySet()) {
      Manifest manifest = entry.getKey();
      Service service = entry.getValue();
      List<Workload> selected = selected(stack, service);
      findings.checking(Rule.SERVICE_SELECTS_PODS);
      if (selected.isEmpty() && !"ExternalName".equals(service.getSpec().getType())) {
        findings.about(
            manifest,
            "selector:",
            manifest
                + " selects "
                + service.getSpec().getSelector()
                + " and no pod of the stack in its namespace has these labels; select a"
                + " workload's");
      }
      findings.checking(Rule.SERVICE_SELECTS_ONE_WORKLOAD);
      if (selected.size() > 1) {
        findings.about(
            manifest,
            "selector:",
            manifest + " selects the pods of " + selected + "; select one workload's");
      }
    }
  }

  static List<Workload> selected(Evidence stack, Service service) {
    List<Workload> selected = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      if (selects(service, workload)) {
        selected.add(workload);
      }
    }
    return selected;
  }

  static boolean selects(Service service, Workload workload) {
    return Objects.equals(
            service.getMetadata().getNamespace(),
            workload.manifest().object().getMetadata().getNamespace())
        && workload.isSelectedBy(service.getSpec().getSelector());
  }

  private static void volumes(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      Set<String> volumes = new HashSet<>();
      for (Volume volume : workload.volumes()) {
        volumes.add(volume.getName());
        source(stack, findings, workload, volume);
      }
      if (workload.manifest().object() instanceof StatefulSet set) {
        for (PersistentVolumeClaim claim : set.getSpec().getVolumeClaimTemplates()) {
          volumes.add(claim.getMetadata().getName());
        }
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
    if (volume.getProjected() != null) {
      for (VolumeProjection projection : volume.getProjected().getSources()) {
        projected(stack, findings, workload, projection);
      }
    }
  }

  private static void projected(
      Evidence stack, Findings findings, Workload workload, VolumeProjection projection) {
    var map = projection.getConfigMap();
    // Kubernetes puts the API server's certificate into every namespace.
    if (map != null && !"kube-root-ca.crt".equals(map.getName())) {
      boolean optional = Boolean.TRUE.equals(map.getOptional());
      configMap(stack, findings, workload, map.getName(), keys(map.getItems()), optional);
    }
    var secret = projection.getSecret();
    if (secret != null) {
      boolean optional = Boolean.TRUE.equals(secret.getOptional());
      secret(stack, findings, workload, secret.getName(), keys(secret.getItems()), optional);
    }
  }

  private static List<String> keys(@Nullable List<KeyToPath> items) {
    List<String> keys = new ArrayList<>();
    for (KeyToPath item : items == null ? List.<KeyToPath>of() : items) {
      keys.add(item.getKey());
    }
    return keys;
  }

  private static void configMap(
      Evidence stack,
      Findings findings,
      Workload workload,
      @Nullable String name,
      List<String> keys,
      boolean optional) {
    findings.checking(Rule.CONFIG_MAP_EXISTS);
    if (!optional) {
      exists(findings, workload, "ConfigMap", name, stack.names(ConfigMap.class));
    }
    findings.checking(Rule.CONFIG_MAP_KEY_EXISTS);
    Optional<ConfigMap> map = name == null ? Optional.empty() : stack.named(ConfigMap.class, name);
    if (map.isPresent()) {
      Set<String> files = files(map.get());
      for (String key : keys) {
        exists(findings, workload, "key of ConfigMap " + name, key, files);
      }
    }
  }

  /** The names of {@code map}'s files, be they text or not. */
  static Set<String> files(ConfigMap map) {
    Set<String> files = new TreeSet<>(map.getData().keySet());
    files.addAll(map.getBinaryData().keySet());
    return files;
  }

  private static void secret(
      Evidence stack,
      Findings findings,
      Workload workload,
      @Nullable String name,
      List<String> keys,
      boolean optional) {
    findings.checking(Rule.SECRET_IS_DECLARED);
    if (!optional) {
      exists(findings, workload, "Secret", name, stack.secrets().keySet());
    }
    findings.checking(Rule.SECRET_KEY_IS_DECLARED);
    Set<String> declared = name == null ? null : stack.secrets().get(name);
    if (declared != null) {
      for (String key : keys) {
        exists(findings, workload, "key of Secret " + name, key, declared);
      }
    }
  }

  private static void environment(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        for (EnvVar variable : container.getEnv()) {
          if (variable.getValueFrom() != null) {
            variable(stack, findings, workload, variable.getValueFrom());
          }
        }
        for (EnvFromSource source : container.getEnvFrom()) {
          variables(stack, findings, workload, source);
        }
      }
      findings.checking(Rule.SECRET_IS_DECLARED);
      for (LocalObjectReference secret : workload.template().getSpec().getImagePullSecrets()) {
        exists(findings, workload, "Secret", secret.getName(), stack.secrets().keySet());
      }
    }
  }

  private static void variable(
      Evidence stack, Findings findings, Workload workload, EnvVarSource source) {
    var map = source.getConfigMapKeyRef();
    if (map != null) {
      boolean optional = Boolean.TRUE.equals(map.getOptional());
      configMap(stack, findings, workload, map.getName(), key(map.getKey()), optional);
    }
    var secret = source.getSecretKeyRef();
    if (secret != null) {
      boolean optional = Boolean.TRUE.equals(secret.getOptional());
      secret(stack, findings, workload, secret.getName(), key(secret.getKey()), optional);
    }
  }

  private static List<String> key(@Nullable String key) {
    return key == null ? List.of() : List.of(key);
  }

  private static void variables(
      Evidence stack, Findings findings, Workload workload, EnvFromSource source) {
    var map = source.getConfigMapRef();
    if (map != null) {
      boolean optional = Boolean.TRUE.equals(map.getOptional());
      configMap(stack, findings, workload, map.getName(), List.of(), optional);
    }
    var secret = source.getSecretRef();
    if (secret != null) {
      boolean optional = Boolean.TRUE.equals(secret.getOptional());
      secret(stack, findings, workload, secret.getName(), List.of(), optional);
    }
  }

  private static void accounts(Evidence stack, Findings findings) {
    Set<String> accounts = stack.names(ServiceAccount.class);
    findings.checking(Rule.ACCOUNT_EXISTS);
    for (Workload workload : stack.workloads()) {
      // 'default' is in every namespace; RBC-08 has its own opinion of it.
      if (!workload.account().equals("default")) {
        exists(findings, workload, "ServiceAccount", workload.account(), accounts);
      }
    }
    for (Map.Entry<Manifest, RoleBinding> binding : stack.all(RoleBinding.class).entrySet()) {
      role(stack, findings, binding.getKey(), binding.getValue());
      subjects(stack, findings, binding.getKey(), binding.getValue());
    }
  }

  private static void role(
      Evidence stack, Findings findings, Manifest manifest, RoleBinding binding) {
    findings.checking(Rule.ROLE_EXISTS);
    String role = binding.getRoleRef().getName();
    Set<String> roles = stack.names(Role.class);
    if (binding.getRoleRef().getKind().equals("Role") && !roles.contains(role)) {
      findings.about(
          manifest,
          "name: " + role,
          manifest + " refers to Role " + role + ", which is not in the stack" + near(role, roles));
    }
  }

  private static void subjects(
      Evidence stack, Findings findings, Manifest manifest, RoleBinding binding) {
    findings.checking(Rule.SUBJECT_EXISTS);
    Set<String> accounts = stack.names(ServiceAccount.class);
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
  }

  /** An image that is pushed nowhere and not built here is a mistyped one, or Docker Hub's. */
  private static void images(Evidence stack, Findings findings) {
    findings.checking(Rule.IMAGE_IS_KNOWN);
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        String image = container.getImage();
        if (!image.contains("/") && !stack.images().containsKey(image)) {
          findings.about(
              workload.manifest(),
              "image: " + image,
              workload
                  + " runs image '"
                  + image
                  + "', which is not built here and names no registry"
                  + near(image, stack.images().keySet()));
        }
      }
    }
  }

  private static void selectors(Evidence stack, Findings findings) {
    findings.checking(Rule.SELECTOR_FITS_TEMPLATE);
    for (Workload workload : stack.workloads()) {
      Optional<LabelSelector> selector = selector(workload);
      if (selector.isPresent() && !fits(workload, selector.get())) {
        findings.about(
            workload.manifest(),
            "matchLabels:",
            workload
                + " selects "
                + selector.get().getMatchLabels()
                + " and makes pods with "
                + workload.labels()
                + "; take both from the same Labels");
      }
    }
    findings.checking(Rule.STATEFUL_SET_HAS_SERVICE);
    for (Workload workload : stack.workloads()) {
      if (workload.manifest().object() instanceof StatefulSet set
          && !hasService(stack, workload, set.getSpec().getServiceName())) {
        findings.about(
            workload.manifest(),
            "serviceName:",
            workload
                + " names Service "
                + set.getSpec().getServiceName()
                + ", which is no headless Service over its pods; name one");
      }
    }
  }

  private static boolean hasService(Evidence stack, Workload workload, @Nullable String name) {
    for (Service service : stack.all(Service.class).values()) {
      if (service.getMetadata().getName().equals(name)
          && Ports.isHeadless(service)
          && selects(service, workload)) {
        return true;
      }
    }
    return false;
  }

  /** Expressions are believed: nobody writes one by accident. */
  private static boolean fits(Workload workload, LabelSelector selector) {
    return workload.labels().entrySet().containsAll(selector.getMatchLabels().entrySet())
        && !(selector.getMatchLabels().isEmpty() && selector.getMatchExpressions().isEmpty());
  }

  /** What {@code workload} finds its pods by, unless Kubernetes sees to it. */
  static Optional<LabelSelector> selector(Workload workload) {
    LabelSelector selector = null;
    if (workload.manifest().object() instanceof Deployment deployment) {
      selector = deployment.getSpec().getSelector();
    } else if (workload.manifest().object() instanceof StatefulSet set) {
      selector = set.getSpec().getSelector();
    } else if (workload.manifest().object() instanceof DaemonSet set) {
      selector = set.getSpec().getSelector();
    }
    return Optional.ofNullable(selector);
  }

  private static void addresses(Evidence stack, Findings findings) {
    findings.checking(Rule.ADDRESS_IS_TAKEN_ONCE);
    Map<String, Manifest> owners = new HashMap<>();
    for (Map.Entry<Manifest, Service> service : stack.all(Service.class).entrySet()) {
      Map<String, String> annotations = service.getValue().getMetadata().getAnnotations();
      for (Map.Entry<String, String> annotation : annotations.entrySet()) {
        if (annotation.getKey().endsWith("/loadBalancerIPs")) {
          address(findings, owners, service.getKey(), annotation.getValue());
        }
      }
    }
  }

  private static void address(
      Findings findings, Map<String, Manifest> owners, Manifest manifest, String address) {
    Manifest owner = owners.putIfAbsent(address, manifest);
    if (owner != null) {
      findings.about(
          manifest,
          address,
          manifest + " and " + owner + " both ask for " + address + "; give each its own");
    }
  }

  private static void claims(Evidence stack, Findings findings) {
    findings.checking(Rule.CLAIM_HAS_ONE_READER);
    Map<String, Workload> owners = new HashMap<>();
    for (Workload workload : stack.workloads()) {
      for (Volume volume : workload.volumes()) {
        if (volume.getPersistentVolumeClaim() != null && Updates.isReadWriteOnce(stack, volume)) {
          String claim = volume.getPersistentVolumeClaim().getClaimName();
          Workload owner = owners.putIfAbsent(claim, workload);
          if (owner != null && !owner.equals(workload)) {
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
      Findings findings,
      Workload workload,
      String what,
      @Nullable String name,
      Collection<String> known) {
    if (name == null || !known.contains(name)) {
      missing(findings, workload, what, name == null ? "''" : name, known);
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
