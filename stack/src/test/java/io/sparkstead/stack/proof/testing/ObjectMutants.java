package io.sparkstead.stack.proof.testing;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What objects say of one another: names, keys, ports, selectors, policies, rights. */
final class ObjectMutants {

  private static final List<Class<? extends HasMetadata>> REFERENCED =
      List.of(
          Namespace.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          ConfigMap.class,
          PersistentVolumeClaim.class,
          Service.class);

  private final Evidence good;
  private final Mutants mutants;

  ObjectMutants(Evidence good, Mutants mutants) {
    this.good = good;
    this.mutants = mutants;
  }

  void addAll() {
    objects();
    workloadNames();
    keys();
    ports();
    selectors();
    policies();
    roles();
  }

  private void objects() {
    Set<String> optional = optional();
    for (Manifest manifest : good.manifests()) {
      for (Class<? extends HasMetadata> kind : REFERENCED) {
        String name = manifest.name();
        if (kind.isInstance(manifest.object()) && !optional.contains(name)) {
          mutants.add("delete " + manifest, altered -> altered.delete(kind, name));
          if (kind != RoleBinding.class && (kind != Service.class || isDialled(name, ""))) {
            mutants.add("rename " + manifest, altered -> altered.rename(kind, name, name + "-x"));
          }
          if (kind != Namespace.class) {
            mutants.add(
                manifest + " in another namespace",
                altered ->
                    altered.edit(kind, name, object -> object.getMetadata().setNamespace("other")));
          }
        }
      }
    }
    good.secrets()
        .forEach(
            (secret, keys) -> {
              mutants.add("delete Secret " + secret, altered -> altered.withoutSecret(secret));
              for (String key : keys) {
                mutants.add(
                    "rename key " + key + " of Secret " + secret,
                    altered -> altered.secret(secret, Set.of(key + "-x")));
              }
            });
  }

  /** What pods do without, if it is not there. */
  private Set<String> optional() {
    Set<String> optional = new TreeSet<>();
    for (Workload workload : good.workloads()) {
      for (VolumeView volume : workload.volumes()) {
        volume
            .configMap()
            .filter(VolumeView.Source::isOptional)
            .ifPresent(map -> optional.add(map.name()));
      }
    }
    return optional;
  }

  /** The driver's pod is called after its StatefulSet. */
  private void workloadNames() {
    for (String name : good.names(StatefulSet.class)) {
      if (good.confs().stream().anyMatch(conf -> conf.properties().containsValue(name + "-0"))) {
        mutants.add(
            "rename StatefulSet " + name,
            altered -> altered.rename(StatefulSet.class, name, name + "-x"));
      }
      mutants.add(
          "another serviceName of StatefulSet " + name,
          altered ->
              altered.edit(
                  StatefulSet.class, name, set -> set.getSpec().setServiceName(name + "-x")));
    }
  }

  private void keys() {
    Set<String> optional = optional();
    for (ConfigMapView map : good.configMaps()) {
      if (!optional.contains(map.name())) {
        for (String key : map.data().keySet()) {
          mutants.add(
              "rename key " + key + " of " + map,
              altered ->
                  altered.edit(
                      ConfigMap.class,
                      map.name(),
                      m -> m.getData().put("x-" + key, m.getData().remove(key))));
        }
      }
    }
  }

  private void ports() {
    for (ServiceView service : good.services()) {
      String name = service.name();
      for (int i = 0; i < service.spec().getPorts().size(); i++) {
        int at = i;
        ServicePort port = service.spec().getPorts().get(i);
        mutants.add(
            "another targetPort of " + port.getName() + " of Service " + name,
            altered ->
                altered.service(
                    name, s -> s.getPorts().get(at).setTargetPort(new IntOrString("x"))));
        if (service.isHeadless() || isDialled(name, ":" + port.getPort())) {
          mutants.add(
              "another port " + port.getName() + " of Service " + name,
              altered ->
                  altered.service(name, s -> s.getPorts().get(at).setPort(port.getPort() + 1)));
        }
        if (isOfferedOnce(port)) {
          mutants.add(
              "delete port " + port.getName() + " of Service " + name,
              altered -> altered.service(name, s -> s.getPorts().remove(at)));
        }
      }
    }
    for (Workload workload : good.workloads()) {
      for (Container container : workload.pod().getContainers()) {
        for (ContainerPort port : container.getPorts()) {
          port(workload.manifest().name(), port);
        }
      }
    }
  }

  private void port(String workload, ContainerPort port) {
    String what = "port " + port.getName() + " of " + workload;
    mutants.add(
        "delete " + what,
        altered -> altered.container(workload, c -> c.getPorts().removeIf(is(port)::matches)));
    mutants.add(
        "rename " + what, altered -> altered.container(workload, c -> is(port).of(c).setName("x")));
    mutants.add(
        "another number for " + what,
        altered ->
            altered.container(
                workload, c -> is(port).of(c).setContainerPort(port.getContainerPort() + 1)));
  }

  private record SamePort(String name) {
    boolean matches(ContainerPort port) {
      return name.equals(port.getName());
    }

    ContainerPort of(Container container) {
      return container.getPorts().stream().filter(this::matches).findFirst().orElseThrow();
    }
  }

  private static SamePort is(ContainerPort port) {
    return new SamePort(port.getName());
  }

  /** Whether anything names the Service; people go by its address. */
  private boolean isDialled(String service, String port) {
    String name = service + "." + good.namespace() + ".svc" + port;
    return good.confs().stream().anyMatch(conf -> conf.toString().contains(name));
  }

  private boolean isOfferedOnce(ServicePort port) {
    return 1
        == good.services().stream()
            .flatMap(service -> service.spec().getPorts().stream())
            .filter(other -> other.getTargetPort().equals(port.getTargetPort()))
            .filter(other -> other.getPort().equals(port.getPort()))
            .count();
  }

  private void selectors() {
    for (ServiceView service : good.services()) {
      String name = service.name();
      mutants.add(
          "another selector of Service " + name,
          altered -> altered.service(name, s -> s.getSelector().replaceAll((k, v) -> v + "-x")));
      mutants.add(
          "no selector of Service " + name,
          altered -> altered.service(name, s -> s.getSelector().clear()));
      if (service.isHeadless()) {
        mutants.add(
            "an address for headless Service " + name,
            altered -> altered.service(name, s -> s.setClusterIP(null)));
      }
      if (Boolean.TRUE.equals(service.spec().getPublishNotReadyAddresses())) {
        mutants.add(
            "ready addresses alone of Service " + name,
            altered -> altered.service(name, s -> s.setPublishNotReadyAddresses(false)));
      }
    }
    for (Workload workload : good.workloads()) {
      if (!workload.isJob()) {
        String name = workload.manifest().name();
        mutants.add(
            "rename the selected label of " + name,
            altered ->
                altered.template(
                    name,
                    t ->
                        t.getMetadata()
                            .getLabels()
                            .put(
                                "x",
                                t.getMetadata().getLabels().remove("app.kubernetes.io/name"))));
        mutants.add(
            "another value of the selected label of " + name,
            altered ->
                altered.template(
                    name, t -> t.getMetadata().getLabels().put("app.kubernetes.io/name", "x")));
        mutants.add(
            "another matchLabels of " + name,
            altered ->
                workload.manifest().object() instanceof Deployment
                    ? altered.edit(
                        Deployment.class,
                        name,
                        d -> d.getSpec().getSelector().setMatchLabels(Map.of("x", "x")))
                    : altered.edit(
                        StatefulSet.class,
                        name,
                        s -> s.getSpec().getSelector().setMatchLabels(Map.of("x", "x"))));
        for (String annotation : workload.annotations().keySet()) {
          mutants.add(
              "delete annotation " + annotation + " of " + name,
              altered ->
                  altered.template(name, t -> t.getMetadata().getAnnotations().remove(annotation)));
        }
      }
    }
  }

  private void policies() {
    boolean hasLoadBalancer =
        good.services().stream().anyMatch(service -> service.type().equals("LoadBalancer"));
    for (Found<NetworkPolicy> found : good.all(NetworkPolicy.class)) {
      Manifest manifest = found.manifest();
      String name = found.name();
      NetworkPolicySpec policy = found.object().getSpec();
      mutants.add("delete " + manifest, altered -> altered.delete(NetworkPolicy.class, name));
      mutants.add(
          "another podSelector of " + manifest,
          altered ->
              altered.policy(
                  name,
                  p -> p.getPodSelector().getMatchLabels().put("app.kubernetes.io/name", "x")));
      for (int i = 0; i < policy.getIngress().size(); i++) {
        int rule = i;
        boolean isOfPods = policy.getIngress().get(rule).getFrom().get(0).getPodSelector() != null;
        if (!isOfPods && !hasLoadBalancer) {
          continue;
        }
        mutants.add(
            "no ingress rule " + rule + " in " + manifest,
            altered -> altered.policy(name, p -> p.getIngress().remove(rule)));
        mutants.add(
            "another port of ingress rule " + rule + " in " + manifest,
            altered ->
                altered.policy(
                    name,
                    p -> {
                      NetworkPolicyPort port = p.getIngress().get(rule).getPorts().get(0);
                      port.setPort(new IntOrString(1));
                      port.setEndPort(null);
                    }));
      }
      for (int i = 0; i < policy.getEgress().size(); i++) {
        int rule = i;
        mutants.add(
            "no egress rule " + rule + " in " + manifest,
            altered -> altered.policy(name, p -> p.getEgress().remove(rule)));
      }
    }
  }

  private void roles() {
    for (Found<Role> role : good.all(Role.class)) {
      String name = role.name();
      for (int i = 0; i < role.object().getRules().size(); i++) {
        int at = i;
        PolicyRule rule = role.object().getRules().get(i);
        for (String verb : rule.getVerbs()) {
          mutants.add(
              "no " + verb + " on " + rule.getResources() + " in Role " + name,
              altered -> altered.edit(Role.class, name, r -> verbs(r, at).remove(verb)));
        }
        for (String verb : List.of("update", "*")) {
          mutants.add(
              "also " + verb + " on " + rule.getResources() + " in Role " + name,
              altered -> altered.edit(Role.class, name, r -> verbs(r, at).add(verb)));
        }
        mutants.add(
            "another group of " + rule.getResources() + " in Role " + name,
            altered ->
                altered.edit(
                    Role.class, name, r -> r.getRules().get(at).setApiGroups(List.of("apps"))));
        mutants.add(
            "another resource than " + rule.getResources() + " in Role " + name,
            altered ->
                altered.edit(
                    Role.class, name, r -> r.getRules().get(at).setResources(List.of("secrets"))));
      }
    }
    for (Found<RoleBinding> binding : good.all(RoleBinding.class)) {
      String name = binding.name();
      mutants.add(
          "another Role of RoleBinding " + name,
          altered -> altered.edit(RoleBinding.class, name, b -> b.getRoleRef().setName("x")));
      mutants.add(
          "a ClusterRole of RoleBinding " + name,
          altered ->
              altered.edit(RoleBinding.class, name, b -> b.getRoleRef().setKind("ClusterRole")));
      mutants.add(
          "another account of RoleBinding " + name,
          altered ->
              altered.edit(RoleBinding.class, name, b -> b.getSubjects().get(0).setName("x")));
      mutants.add(
          "an account of another namespace in RoleBinding " + name,
          altered ->
              altered.edit(RoleBinding.class, name, b -> b.getSubjects().get(0).setNamespace("x")));
    }
  }

  private static List<String> verbs(Role role, int rule) {
    List<String> verbs = new ArrayList<>(role.getRules().get(rule).getVerbs());
    role.getRules().get(rule).setVerbs(verbs);
    return verbs;
  }
}
