package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.spark.SparkFeature;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Nobody may do more than he does. */
final class Privileges implements RuleFamily {

  private static final String WILDCARD = "*";
  private static final String TOKENS = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final Set<String> NEVER =
      Set.of("secrets", "pods/exec", "pods/attach", "pods/portforward");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Map.Entry<Manifest, Role> role : stack.all(Role.class).entrySet()) {
      role(findings, role.getKey(), role.getValue());
    }
    findings.checking(Rule.NOTHING_IS_CLUSTER_WIDE);
    for (Manifest manifest : stack.manifests()) {
      if (manifest.object() instanceof ClusterRole
          || manifest.object() instanceof ClusterRoleBinding) {
        findings.about(
            manifest, "kind:", manifest + " reaches beyond " + stack.namespace() + "; use a Role");
      }
      if (manifest.object() instanceof RoleBinding binding
          && binding.getRoleRef().getKind().equals("ClusterRole")) {
        findings.about(
            manifest,
            "kind: ClusterRole",
            manifest
                + " grants ClusterRole "
                + binding.getRoleRef().getName()
                + ", which holds for more than this stack; grant a Role");
      }
    }
    Set<String> drivers = driverAccounts(stack);
    drivers(stack, findings, drivers);
    executors(stack, findings);
    tokens(stack, findings, drivers);
  }

  private static void role(Findings findings, Manifest manifest, Role role) {
    for (PolicyRule rule : role.getRules()) {
      findings.checking(Rule.ROLE_NAMES_ITS_VERBS);
      if (rule.getVerbs().contains(WILDCARD)
          || rule.getResources().contains(WILDCARD)
          || rule.getApiGroups().contains(WILDCARD)) {
        findings.about(
            manifest,
            WILDCARD,
            manifest
                + " allows "
                + rule.getVerbs()
                + " on "
                + rule.getResources()
                + "; list the verbs");
      }
      findings.checking(Rule.ROLE_LEAVES_SECRETS_ALONE);
      for (String resource : rule.getResources()) {
        if (NEVER.contains(resource)) {
          findings.about(
              manifest,
              resource,
              manifest + " allows " + rule.getVerbs() + " on " + resource + "; drop it");
        }
      }
    }
  }

  private static void drivers(Evidence stack, Findings findings, Set<String> accounts) {
    EnumSet<SparkFeature> features = EnumSet.noneOf(SparkFeature.class);
    for (Conf conf : stack.confs()) {
      if (conf.isClient()) {
        features.add(SparkFeature.RUN_EXECUTORS);
      }
      if (conf.isCluster()) {
        features.add(SparkFeature.SUBMIT_TO_CLUSTER);
      }
    }
    if (features.isEmpty()) {
      return;
    }
    Set<String> needed = new TreeSet<>();
    for (SparkFeature feature : features) {
      for (PolicyRule rule : feature.rules()) {
        needed.addAll(pairs(rule));
      }
    }
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        needed.addAll(SparkFeature.neededBy(conf.properties()));
      }
    }
    for (String account : accounts) {
      Map.Entry<Manifest, Set<String>> allowed = allowed(stack, account);
      findings.checking(Rule.DRIVER_MAY_RUN_EXECUTORS);
      Set<String> missing = new TreeSet<>(needed);
      missing.removeAll(allowed.getValue());
      if (!missing.isEmpty() && !allowed.getValue().contains(WILDCARD)) {
        findings.about(
            allowed.getKey(),
            "rules:",
            "account "
                + account
                + " may not "
                + missing
                + ", which its drivers do; add it to the Role");
      }
      findings.checking(Rule.ROLE_ALLOWS_NO_MORE);
      Set<String> more = new TreeSet<>(allowed.getValue());
      more.removeAll(needed);
      // RBC-01 speaks of it.
      more.remove(WILDCARD);
      if (!more.isEmpty()) {
        findings.about(
            allowed.getKey(),
            "rules:",
            "account " + account + " may " + more + ", which no driver of the stack does; drop it");
      }
    }
  }

  private static Set<String> driverAccounts(Evidence stack) {
    Set<String> accounts = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      Optional<String> named = conf.get("spark.kubernetes.authenticate.driver.serviceAccountName");
      Optional<Workload> reader = conf.isClient() ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent()) {
        accounts.add(reader.get().account());
      }
      if (named.isPresent()) {
        accounts.add(named.get());
      } else if (conf.isCluster() && conf.isWhole()) {
        accounts.add("default");
      }
    }
    return accounts;
  }

  /** The verbs of {@code account}, and a Role to speak of. */
  private static Map.Entry<Manifest, Set<String>> allowed(Evidence stack, String account) {
    Set<String> allowed = new TreeSet<>();
    Manifest spokenOf = stack.manifests().get(0);
    for (Map.Entry<Manifest, RoleBinding> binding : stack.all(RoleBinding.class).entrySet()) {
      if (grants(stack, binding.getValue(), account)) {
        for (Map.Entry<Manifest, Role> role : stack.all(Role.class).entrySet()) {
          boolean isGranted =
              binding.getValue().getRoleRef().getKind().equals("Role")
                  && role.getKey().name().equals(binding.getValue().getRoleRef().getName());
          if (isGranted) {
            spokenOf = role.getKey();
            for (PolicyRule rule : role.getValue().getRules()) {
              allowed.addAll(pairs(rule));
            }
          }
        }
      }
    }
    return Map.entry(spokenOf, allowed);
  }

  private static boolean grants(Evidence stack, RoleBinding binding, String account) {
    for (Subject subject : binding.getSubjects()) {
      if (account.equals(subject.getName()) && stack.namespace().equals(subject.getNamespace())) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code create pods}, {@code patch deployments.apps}, and so on; a wildcard of verbs as itself.
   */
  private static Set<String> pairs(PolicyRule rule) {
    Set<String> pairs = new TreeSet<>();
    for (String group : rule.getApiGroups()) {
      String suffix = group.isEmpty() ? "" : "." + group;
      for (String resource : rule.getResources()) {
        for (String verb : rule.getVerbs()) {
          pairs.add(verb.equals(WILDCARD) ? WILDCARD : verb + " " + resource + suffix);
        }
      }
    }
    return pairs;
  }

  private static void executors(Evidence stack, Findings findings) {
    findings.checking(Rule.EXECUTORS_HAVE_NO_ROLE);
    for (Conf conf : stack.confs()) {
      Optional<String> account =
          conf.get("spark.kubernetes.authenticate.executor.serviceAccountName");
      if (account.isPresent()) {
        unbound(stack, findings, account.get());
      }
    }
  }

  private static void unbound(Evidence stack, Findings findings, String account) {
    for (Map.Entry<Manifest, RoleBinding> binding : stack.all(RoleBinding.class).entrySet()) {
      if (grants(stack, binding.getValue(), account)) {
        findings.about(
            binding.getKey(),
            "name: " + account,
            binding.getKey()
                + " grants rights to "
                + account
                + ", as whom executors run; bind the driver's account alone");
      }
    }
  }

  private static void tokens(Evidence stack, Findings findings, Set<String> drivers) {
    for (Workload workload : stack.workloads()) {
      String account = workload.account();
      findings.checking(Rule.ACCOUNT_IS_OWN);
      if (account.equals("default")) {
        findings.about(
            workload.manifest(),
            "spec:",
            workload + " runs as the account default; give it one of its own");
      }
      findings.checking(Rule.TOKEN_ONLY_FOR_DRIVERS);
      Boolean onPod = workload.template().getSpec().getAutomountServiceAccountToken();
      boolean mounts = onPod == null ? mountsByAccount(stack, account) : onPod;
      boolean hasToken = mounts || projectsToken(workload);
      if (hasToken && !drivers.contains(account)) {
        findings.about(
            workload.manifest(),
            "spec:",
            workload + " gets a token and calls no API; set automountServiceAccountToken: false");
      }
      findings.checking(Rule.DRIVER_HAS_A_TOKEN);
      if (!hasToken && runsDriver(stack, workload)) {
        findings.about(
            workload.manifest(),
            "spec:",
            workload + " runs drivers and gets no token; mount one, they make executors by it");
      }
    }
  }

  static boolean runsDriver(Evidence stack, Workload workload) {
    for (Conf conf : stack.confs()) {
      if (conf.isClient() && reads(stack, workload, conf)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the pods of {@code workload} are those that read {@code conf}. */
  @SuppressWarnings("ReferenceEquality") // Evidence knows each workload once.
  static boolean reads(Evidence stack, Workload workload, Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return reader.isPresent() && reader.get() == workload;
  }

  /** Whether a container mounts a token where Spark's client looks for it. */
  private static boolean projectsToken(Workload workload) {
    for (Container container : workload.containers()) {
      for (VolumeMount mount : container.getVolumeMounts()) {
        if (mount.getMountPath().equals(TOKENS) && isToken(workload.volume(mount))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isToken(Optional<Volume> volume) {
    if (volume.isEmpty() || volume.get().getProjected() == null) {
      return false;
    }
    for (VolumeProjection source : volume.get().getProjected().getSources()) {
      if (source.getServiceAccountToken() != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean mountsByAccount(Evidence stack, String account) {
    Optional<ServiceAccount> known = stack.named(ServiceAccount.class, account);
    return known.isEmpty() || !Boolean.FALSE.equals(known.get().getAutomountServiceAccountToken());
  }
}
