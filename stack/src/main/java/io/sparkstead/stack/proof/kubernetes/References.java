package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Rights.Binding;
import io.sparkstead.stack.proof.evidence.Rights.Bound;
import io.sparkstead.stack.proof.evidence.Sources;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate.MountedSecret;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What pods and bindings name is there: files, Secrets, claims, volumes, images, accounts. */
public record References(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CONFIG_MAP_EXISTS =
      Rule.error("REF-03", "A ConfigMap that a pod reads exists")
          .why("The kubelet does not start the pod until it does.")
          .fix("Add the ConfigMap to the component, or mark it optional.");

  static final Rule CONFIG_MAP_KEY_EXISTS =
      Rule.error("REF-04", "A key that a pod reads is in the ConfigMap")
          .why("The pod does not start, or starts without the file.")
          .fix("Name a key that the ConfigMap has.");

  static final Rule SECRET_IS_DECLARED =
      Rule.error("REF-05", "A Secret that a pod reads is one the stack asks for")
          .why("Nobody will create it, because no list of Secrets names it.")
          .fix("Answer with the Secret in the component's secrets().");

  static final Rule PULL_SECRET_IS_DECLARED =
      Rule.warning("REF-32", "A pull secret is one that others are said to make")
          .why("Where it is missing, a private registry refuses the image: ImagePullBackOff.")
          .fix("Name it in pullSecrets(…) of a Workbench, or pullingWith(…) of a Namespace.");

  static final Rule SECRET_KEY_IS_DECLARED =
      Rule.error("REF-06", "A key that a pod reads is one of the Secret's keys")
          .why("The pod does not start until the Secret has it.")
          .fix("Name a key that the Secret has.");

  static final Rule CLAIM_EXISTS =
      Rule.error("REF-07", "A PersistentVolumeClaim that a pod mounts exists")
          .why("The pod stays Pending for ever.")
          .fix("Add the claim to the component that mounts it.");

  static final Rule ACCOUNT_EXISTS =
      Rule.error("REF-08", "A ServiceAccount that a pod runs as exists")
          .why("The API server refuses to create the pod.")
          .fix("Add the account to the component.");

  static final Rule ROLE_EXISTS =
      Rule.error("REF-09", "A RoleBinding refers to a Role that exists")
          .why("A binding to nothing grants nothing, and nobody says so.")
          .fix("Name the Role as it is named.");

  static final Rule SUBJECT_EXISTS =
      Rule.error("REF-10", "A RoleBinding grants to an account that exists, in its namespace")
          .why("The account that needs the rights does not get them.")
          .fix("Name the account and the namespace it is in.");

  static final Rule MOUNT_HAS_VOLUME =
      Rule.error("REF-11", "A volume mount names a volume of its pod")
          .why("The API server refuses the pod.")
          .fix("Add the volume, or drop the mount.");

  static final Rule VOLUME_IS_MOUNTED =
      Rule.warning("REF-12", "A volume of a pod is mounted by one of its containers")
          .why("It holds the pod back when it is missing, and serves nobody when it is there.")
          .fix("Mount it or drop it.");

  static final Rule CLAIM_HAS_ONE_READER =
      Rule.error("REF-19", "A ReadWriteOnce claim is mounted by one workload")
          .why("The second one's pod waits until the first one's is gone.")
          .fix("Give each workload a claim of its own.");

  static final Rule IMAGE_IS_KNOWN =
      Rule.error("REF-27", "An image without a registry is one that the stack builds")
          .why(
              "Kustomize renames it only by its exact name; the node asks Docker Hub for anything else.")
          .fix("Take the name from the image, or write the registry in front.");

  // As people call what others may have made.
  private static final String CONFIG_MAP = "ConfigMap";
  private static final String SECRET = "Secret";
  static final String CLAIM = "claim";

  @Override
  public void check() {
    Set<String> accounts = stack.names(ServiceAccount.class);
    Map<String, Workload> mounting = new HashMap<>();
    for (Workload workload : stack.workloads()) {
      Reader reader = new Reader(stack, findings, workload);
      reader.sources(Sources.of(workload));
      reader.pullSecrets(workload.pod().getImagePullSecrets());
      reader.claims(workload, mounting);
      reader.containers(workload);
      // 'default' is in every namespace; RBC-08 has its own opinion of it.
      if (!workload.account().equals("default")) {
        reader.exists(ACCOUNT_EXISTS, "ServiceAccount", workload.account(), accounts);
      }
    }
    for (Found<ServiceAccount> account : stack.all(ServiceAccount.class)) {
      new Reader(stack, findings, account).pullSecrets(account.object().getImagePullSecrets());
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      new Reader(stack, findings, template).template(template);
      for (String claim : template.all("claimName: ")) {
        // Of one that others made nobody here knows the modes, and it is not in this map.
        Workload writer = mounting.get(claim);
        if (writer != null) {
          at(CLAIM_HAS_ONE_READER, template, "claimName: " + claim)
              .say("{it} and {} both mount claim {}; give each its own", writer, claim);
        }
      }
    }
    for (Binding binding : stack.bindings()) {
      roleExists(binding, stack.names(Role.class));
      subjectsExist(binding, accounts);
    }
  }

  /** What reads {@code it}, a workload or a template, and whether that is there. */
  private record Reader(Evidence stack, Findings findings, Written it) {

    /** What Spark's pods need that are made by it. */
    void template(PodTemplate template) {
      for (MountedSecret secret : template.secrets()) {
        secret(secret.name(), secret.keys());
      }
      for (Map<String, String> key : template.below("secretKeyRef:")) {
        secret(key.getOrDefault("name", ""), List.of(key.getOrDefault("key", "")));
      }
      for (Map<String, String> map : template.below("configMap:")) {
        if (!"true".equals(map.get("optional"))) {
          exists(
              CONFIG_MAP_EXISTS,
              CONFIG_MAP,
              map.getOrDefault("name", ""),
              stack.names(ConfigMap.class));
        }
      }
      for (String claim : template.all("claimName: ")) {
        exists(CLAIM_EXISTS, CLAIM, claim, stack.names(PersistentVolumeClaim.class));
      }
    }

    void sources(Sources sources) {
      for (Source source : sources.configMaps()) {
        configMap(source);
      }
      for (Source source : sources.secrets()) {
        if (!source.isOptional() || stack.secrets().containsKey(source.name())) {
          secret(source.name(), source.keys());
        }
      }
    }

    private void configMap(Source source) {
      Optional<ConfigMapView> map = stack.configMap(source.name());
      if (map.isPresent()) {
        for (String key : source.keys()) {
          exists(
              CONFIG_MAP_KEY_EXISTS, "key of ConfigMap " + source.name(), key, map.get().files());
        }
      } else if (!source.isOptional()) {
        exists(CONFIG_MAP_EXISTS, CONFIG_MAP, source.name(), stack.names(ConfigMap.class));
      }
    }

    void pullSecrets(List<LocalObjectReference> pullSecrets) {
      for (LocalObjectReference pull : Given.list(pullSecrets)) {
        String name = String.valueOf(pull.getName());
        if (!stack.isOthers(SECRET, name) && !stack.secrets().containsKey(name)) {
          at(PULL_SECRET_IS_DECLARED, name)
              .say(
                  "{it} pulls with Secret {}, which nobody is said to make; say .pullSecrets(\"{}\"),"
                      + " and all accounts have it",
                  name,
                  name);
        }
      }
    }

    void secret(String name, List<String> keys) {
      exists(SECRET_IS_DECLARED, SECRET, name, stack.secrets().keySet());
      Set<String> known = stack.secrets().get(name);
      if (known != null) {
        for (String key : keys) {
          exists(SECRET_KEY_IS_DECLARED, "key of Secret " + name, key, known);
        }
      }
    }

    void exists(Rule rule, String what, String name, Collection<String> known) {
      if (!known.contains(name) && !stack.isOthers(what, name)) {
        String shown = name.isEmpty() ? "''" : name;
        at(rule, name)
            .say("{it} names {} {}, which is not there{}", what, shown, Near.remedy(name, known));
      }
    }

    void claims(Workload workload, Map<String, Workload> mounting) {
      for (VolumeView volume : workload.volumes()) {
        if (volume.claim().isPresent()) {
          String claim = volume.claim().get();
          Set<String> claims = stack.names(PersistentVolumeClaim.class);
          exists(CLAIM_EXISTS, CLAIM, claim, claims);
          Workload other =
              stack.isReadWriteOnce(claim)
                      && (claims.contains(claim) || !stack.isOthers(CLAIM, claim))
                  ? mounting.putIfAbsent(claim, workload)
                  : null;
          if (other != null && !other.equals(workload)) {
            at(CLAIM_HAS_ONE_READER, "claimName: " + claim)
                .say("{it} and {} both mount claim {}; give each its own", other, claim);
          }
        }
      }
    }

    void containers(Workload workload) {
      Set<String> volumes = workload.volumeNames();
      Set<String> left = new HashSet<>(volumes);
      for (ContainerView container : workload.containers()) {
        imageIsKnown(container.image());
        for (Mount mount : container.mounts()) {
          exists(MOUNT_HAS_VOLUME, "volume", mount.volume(), volumes);
          left.remove(mount.volume());
        }
      }
      for (String volume : left) {
        at(VOLUME_IS_MOUNTED, "name: " + volume)
            .say("{it} has a volume {} that no container mounts; drop it", volume);
      }
    }

    /** An image that is pushed nowhere and not built here is a mistyped one, or Docker Hub's. */
    private void imageIsKnown(String image) {
      if (!image.contains("/") && !stack.images().has(image)) {
        at(IMAGE_IS_KNOWN, "image: " + image)
            .say(
                "{it} runs image '{}', which is not built here and names no registry{}",
                image,
                Near.remedy(image, stack.images().names().keySet()));
      }
    }

    private Findings.Place at(Rule rule, String mark) {
      return findings.at(rule, it, mark);
    }
  }

  private void roleExists(Binding binding, Set<String> roles) {
    String role = binding.role();
    if (binding.kind().equals("Role") && !roles.contains(role)) {
      at(ROLE_EXISTS, binding, "name: " + role)
          .say(
              "{it} refers to Role {}, which is not in the stack{}",
              role,
              Near.remedy(role, roles));
    }
  }

  private void subjectsExist(Binding binding, Set<String> accounts) {
    for (Bound subject : binding.subjects()) {
      String namespace = subject.namespace().orElse("");
      boolean isOurs = namespace.equals(stack.namespace());
      if (namespace.isEmpty()) {
        at(SUBJECT_EXISTS, binding, "name: " + subject.name())
            .say(
                "{it} grants to {} in no namespace; say namespace: {}",
                subject.name(),
                stack.namespace());
      } else if (isOurs != accounts.contains(subject.name())) {
        // An account of another name in another namespace is somebody else's, such as Prometheus'.
        at(SUBJECT_EXISTS, binding, "name: " + subject.name())
            .say(
                "{it} grants to {} in namespace {}, where the stack has no such account{}",
                subject.name(),
                namespace,
                Near.remedy(subject.name(), accounts));
      }
    }
  }
}
