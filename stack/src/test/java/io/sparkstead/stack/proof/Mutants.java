package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every way to break a stack by one slip: whatever one thing says of another is deleted, renamed or
 * raised by one, each in a stack of its own.
 *
 * <p>They are found by walking the stack, so a new part is mutated without anybody thinking of it.
 * What has no reference to break is left alone: a label that nothing selects by, the outer port of
 * a Service that nobody dials.
 */
public final class Mutants {

  private static final List<Class<? extends HasMetadata>> REFERENCED =
      List.of(
          Namespace.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          ConfigMap.class,
          PersistentVolumeClaim.class,
          Service.class);

  /** What properties and manifests, or properties and images, have to agree about. */
  private static final Pattern AGREED =
      Pattern.compile(
          "spark\\.authenticate.*|spark\\.network\\.crypto\\.enabled|spark\\.driver\\.(host|port|bindAddress)|spark\\.blockManager\\.port|spark\\.ui\\.port"
              + "|spark\\.kubernetes\\.(namespace|container\\.image|driver\\.pod\\.name)"
              + "|spark\\.kubernetes\\.authenticate\\..*|spark\\.kubernetes\\..*\\.podTemplateFile"
              + "|spark\\.eventLog\\.dir|spark\\.history\\.(fs\\.logDirectory|ui\\.port)"
              + "|spark\\.hadoop\\.fs\\.s3a\\.(endpoint|path\\.style\\.access|aws\\..*)");

  /** A version, and what stands before it so that it is one that matters. */
  private static final List<Pattern> VERSIONS =
      List.of(
          Pattern.compile("spark-(\\d+\\.\\d+\\.\\d+)-bin-hadoop3\\.tgz"),
          Pattern.compile("hadoop-aws:([\\d.]+)"),
          Pattern.compile("bundle:([\\d.]+)"),
          Pattern.compile("spark-hadoop-cloud_([\\d.]+):"),
          Pattern.compile("spark-hadoop-cloud_[\\d.]+:([\\d.]+)"),
          Pattern.compile("java-(\\d+)-openjdk-headless"),
          Pattern.compile("JAVA_HOME=\"/usr/lib/jvm/jre-(\\d+)"),
          Pattern.compile("nodocs .*?python(3\\.\\d+)"),
          Pattern.compile("PYSPARK_PYTHON=\"/usr/bin/python(3\\.\\d+)"),
          Pattern.compile("RUN /usr/bin/python(3\\.\\d+) -m pip"),
          Pattern.compile("py4j-([\\d.]+)-src"),
          Pattern.compile("image\\.version=\"([\\d.]+)"),
          Pattern.compile("USER (\\d+):\\d+\\s+(?:WORKDIR|HEALTHCHECK)"),
          Pattern.compile("useradd --uid (\\d+)"),
          Pattern.compile("FROM \\S+/spark[^:\\s]*:([\\d.]+)"));

  private final Stack stack;
  private final Map<String, UnaryOperator<Altered>> all = new LinkedHashMap<>();

  private Mutants(Stack stack) {
    this.stack = stack;
  }

  /** Each mutant of {@code stack} by what was done to it. */
  public static Map<String, UnaryOperator<Altered>> of(Stack stack) {
    Mutants mutants = new Mutants(stack);
    Evidence good = Evidence.of(stack);
    mutants.objects(good);
    mutants.workloadNames(good);
    mutants.keys(good);
    mutants.ports(good);
    mutants.selectors(good);
    mutants.policies(good);
    mutants.pods(good);
    mutants.images(good);
    mutants.properties(good);
    mutants.versions(good);
    mutants.roles(good);
    mutants.templates(good);
    mutants.commands(good);
    return Collections.unmodifiableMap(mutants.all);
  }

  /** Those of {@code stack} that neither an error nor a warning is said of. */
  public static List<String> survivors(Supplier<Stack> stack) {
    List<String> survivors = new ArrayList<>();
    of(stack.get())
        .forEach(
            (what, mutant) -> {
              List<Finding> findings = mutant.apply(Altered.of(stack.get())).findings();
              if (findings.stream().allMatch(f -> f.rule().severity() == Severity.NOTE)) {
                survivors.add(what);
              }
            });
    return survivors;
  }

  private void mutant(String what, UnaryOperator<Altered> change) {
    if (all.putIfAbsent(what, change) != null) {
      throw new IllegalStateException("two mutants of " + stack.namespace() + " are: " + what);
    }
  }

  private void objects(Evidence good) {
    Set<String> optional = optional(good);
    for (Manifest manifest : good.manifests()) {
      for (Class<? extends HasMetadata> kind : REFERENCED) {
        String name = manifest.name();
        if (kind.isInstance(manifest.object()) && !optional.contains(name)) {
          mutant("delete " + manifest, altered -> altered.delete(kind, name));
          if (kind != RoleBinding.class && (kind != Service.class || isDialled(good, name, ""))) {
            mutant("rename " + manifest, altered -> altered.rename(kind, name, name + "-x"));
          }
          if (kind != Namespace.class) {
            mutant(
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
              mutant("delete Secret " + secret, altered -> altered.withoutSecret(secret));
              for (String key : keys) {
                mutant(
                    "rename key " + key + " of Secret " + secret,
                    altered -> altered.secret(secret, Set.of(key + "-x")));
              }
            });
  }

  /** What pods do without, if it is not there. */
  private static Set<String> optional(Evidence good) {
    Set<String> optional = new TreeSet<>();
    for (Workload workload : good.workloads()) {
      for (Volume volume : workload.volumes()) {
        if (volume.getConfigMap() != null
            && Boolean.TRUE.equals(volume.getConfigMap().getOptional())) {
          optional.add(volume.getConfigMap().getName());
        }
      }
    }
    return optional;
  }

  /** The driver's pod is called after its StatefulSet. */
  private void workloadNames(Evidence good) {
    for (String name : good.names(StatefulSet.class)) {
      mutant(
          "rename StatefulSet " + name,
          altered -> altered.rename(StatefulSet.class, name, name + "-x"));
      mutant(
          "another serviceName of StatefulSet " + name,
          altered ->
              altered.edit(
                  StatefulSet.class, name, set -> set.getSpec().setServiceName(name + "-x")));
    }
  }

  private void keys(Evidence good) {
    Set<String> optional = optional(good);
    good.all(ConfigMap.class)
        .forEach(
            (manifest, map) -> {
              if (!optional.contains(manifest.name())) {
                for (String key : map.getData().keySet()) {
                  mutant(
                      "rename key " + key + " of " + manifest,
                      altered ->
                          altered.edit(
                              ConfigMap.class,
                              manifest.name(),
                              m -> m.getData().put("x-" + key, m.getData().remove(key))));
                }
              }
            });
  }

  private void ports(Evidence good) {
    for (Service service : good.all(Service.class).values()) {
      String name = service.getMetadata().getName();
      for (int i = 0; i < service.getSpec().getPorts().size(); i++) {
        int at = i;
        ServicePort port = service.getSpec().getPorts().get(i);
        mutant(
            "another targetPort of " + port.getName() + " of Service " + name,
            altered ->
                altered.service(
                    name, s -> s.getPorts().get(at).setTargetPort(new IntOrString("x"))));
        if (Ports.isHeadless(service) || isDialled(good, name, ":" + port.getPort())) {
          mutant(
              "another port " + port.getName() + " of Service " + name,
              altered ->
                  altered.service(name, s -> s.getPorts().get(at).setPort(port.getPort() + 1)));
        }
        if (isOfferedOnce(good, port)) {
          mutant(
              "delete port " + port.getName() + " of Service " + name,
              altered -> altered.service(name, s -> s.getPorts().remove(at)));
        }
      }
    }
    for (Workload workload : good.workloads()) {
      for (Container container : workload.template().getSpec().getContainers()) {
        for (ContainerPort port : container.getPorts()) {
          port(workload.manifest().name(), port);
        }
      }
    }
  }

  private void port(String workload, ContainerPort port) {
    String what = "port " + port.getName() + " of " + workload;
    mutant(
        "delete " + what,
        altered -> altered.container(workload, c -> c.getPorts().removeIf(is(port)::matches)));
    mutant(
        "rename " + what, altered -> altered.container(workload, c -> is(port).of(c).setName("x")));
    mutant(
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
  private static boolean isDialled(Evidence good, String service, String port) {
    String name = service + "." + good.namespace() + ".svc" + port;
    return good.confs().stream().anyMatch(conf -> conf.toString().contains(name));
  }

  private static boolean isOfferedOnce(Evidence good, ServicePort port) {
    return 1
        == good.all(Service.class).values().stream()
            .flatMap(service -> service.getSpec().getPorts().stream())
            .filter(other -> other.getTargetPort().equals(port.getTargetPort()))
            .filter(other -> other.getPort().equals(port.getPort()))
            .count();
  }

  private void selectors(Evidence good) {
    for (Service service : good.all(Service.class).values()) {
      String name = service.getMetadata().getName();
      mutant(
          "another selector of Service " + name,
          altered -> altered.service(name, s -> s.getSelector().replaceAll((k, v) -> v + "-x")));
      mutant(
          "no selector of Service " + name,
          altered -> altered.service(name, s -> s.getSelector().clear()));
      if (Ports.isHeadless(service)) {
        mutant(
            "an address for headless Service " + name,
            altered -> altered.service(name, s -> s.setClusterIP(null)));
        mutant(
            "ready addresses alone of Service " + name,
            altered -> altered.service(name, s -> s.setPublishNotReadyAddresses(false)));
      }
    }
    for (Workload workload : good.workloads()) {
      if (!workload.isJob()) {
        String name = workload.manifest().name();
        mutant(
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
        mutant(
            "another value of the selected label of " + name,
            altered ->
                altered.template(
                    name, t -> t.getMetadata().getLabels().put("app.kubernetes.io/name", "x")));
        mutant(
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
          mutant(
              "delete annotation " + annotation + " of " + name,
              altered ->
                  altered.template(name, t -> t.getMetadata().getAnnotations().remove(annotation)));
        }
      }
    }
  }

  private void pods(Evidence good) {
    for (Workload workload : good.workloads()) {
      String name = workload.manifest().name();
      mutant(
          "another account of " + name,
          altered -> altered.pod(name, p -> p.setServiceAccountName("x")));
      mutant(
          "no account of " + name,
          altered -> altered.pod(name, p -> p.setServiceAccountName(null)));
      for (int i = 0; i < workload.volumes().size(); i++) {
        volume(name, workload.volumes().get(i), i);
      }
      for (Container container : workload.containers()) {
        container(workload, container);
      }
    }
  }

  private void volume(String workload, Volume volume, int at) {
    String what = "volume " + volume.getName() + " of " + workload;
    mutant("delete " + what, altered -> altered.pod(workload, p -> p.getVolumes().remove(at)));
    mutant(
        "rename " + what,
        altered -> altered.pod(workload, p -> p.getVolumes().get(at).setName("x")));
    if (volume.getPersistentVolumeClaim() != null) {
      mutant(
          "another claim of " + what,
          altered ->
              altered.pod(
                  workload,
                  p -> p.getVolumes().get(at).getPersistentVolumeClaim().setClaimName("x")));
    }
    if (volume.getConfigMap() != null
        && !Boolean.TRUE.equals(volume.getConfigMap().getOptional())) {
      mutant(
          "another ConfigMap of " + what,
          altered ->
              altered.pod(workload, p -> p.getVolumes().get(at).getConfigMap().setName("x")));
    }
    if (volume.getSecret() != null) {
      mutant(
          "another Secret of " + what,
          altered ->
              altered.pod(workload, p -> p.getVolumes().get(at).getSecret().setSecretName("x")));
      List<KeyToPath> items = volume.getSecret().getItems();
      for (int i = 0; i < items.size(); i++) {
        int item = i;
        String key = items.get(i).getKey();
        mutant(
            "another key than " + key + " of " + what,
            altered ->
                altered.pod(
                    workload,
                    p -> p.getVolumes().get(at).getSecret().getItems().get(item).setKey("x")));
        mutant(
            "another path for " + key + " of " + what,
            altered ->
                altered.pod(
                    workload,
                    p -> p.getVolumes().get(at).getSecret().getItems().get(item).setPath("x")));
      }
    }
  }

  private void container(Workload workload, Container container) {
    String name = workload.manifest().name();
    String what = container.getName() + " of " + name;
    mutant(
        "another image of " + what,
        altered ->
            altered.pod(name, p -> same(p, container).setImage(otherTag(container.getImage()))));
    for (VolumeMount mount : container.getVolumeMounts()) {
      mutant(
          "mount of another volume than " + mount.getName() + " in " + what,
          altered -> altered.pod(name, p -> mount(same(p, container), mount).setName("x")));
      if (workload.volume(mount).filter(volume -> volume.getEmptyDir() == null).isPresent()
          && !isOptional(workload, mount)) {
        mutant(
            "another path of mount " + mount.getName() + " in " + what,
            altered ->
                altered.pod(
                    name,
                    p ->
                        mount(same(p, container), mount)
                            .setMountPath(mount.getMountPath() + "-x")));
      }
    }
    Map<String, Probe> probes = new LinkedHashMap<>();
    probes.put("startupProbe", container.getStartupProbe());
    probes.put("readinessProbe", container.getReadinessProbe());
    probes.put("livenessProbe", container.getLivenessProbe());
    probes.forEach(
        (kind, probe) -> {
          if (probe != null) {
            mutant(
                "another port of the " + kind + " of " + what,
                altered -> altered.pod(name, p -> probe(same(p, container), kind, "x")));
            mutant(
                "no " + kind + " of " + what,
                altered -> altered.pod(name, p -> probe(same(p, container), kind, "")));
          }
        });
    if (container.getEnv().stream().anyMatch(v -> v.getName().startsWith("AWS_"))) {
      mutant(
          "no S3 keys of " + what,
          altered ->
              altered.pod(
                  name,
                  p -> same(p, container).getEnv().removeIf(v -> v.getName().startsWith("AWS_"))));
    }
    if (container.getSecurityContext() != null
        && Dockerfiles.userOf(Evidence.of(stack), container.getImage()).isPresent()) {
      mutant(
          "another uid of " + what,
          altered ->
              altered.pod(name, p -> same(p, container).getSecurityContext().setRunAsUser(4711L)));
    }
  }

  private static boolean isOptional(Workload workload, VolumeMount mount) {
    return workload
        .volume(mount)
        .map(Volume::getConfigMap)
        .filter(map -> Boolean.TRUE.equals(map.getOptional()))
        .isPresent();
  }

  private static Container same(PodSpec pod, Container container) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .filter(other -> other.getName().equals(container.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static VolumeMount mount(Container container, VolumeMount mount) {
    return container.getVolumeMounts().stream()
        .filter(other -> other.getName().equals(mount.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static void probe(Container container, String kind, String port) {
    Probe probe =
        switch (kind) {
          case "startupProbe" -> container.getStartupProbe();
          case "readinessProbe" -> container.getReadinessProbe();
          default -> container.getLivenessProbe();
        };
    if (port.isEmpty()) {
      switch (kind) {
        case "startupProbe" -> container.setStartupProbe(null);
        case "readinessProbe" -> container.setReadinessProbe(null);
        default -> container.setLivenessProbe(null);
      }
    } else if (probe.getHttpGet() != null) {
      probe.getHttpGet().setPort(new IntOrString(port));
    } else {
      probe.getTcpSocket().setPort(new IntOrString(port));
    }
  }

  /** One that nobody builds, or that floats where others build it. */
  private String otherTag(String image) {
    boolean isOurs = Evidence.of(stack).images().containsKey(image);
    return isOurs ? image + "1" : image.replaceFirst("(?<=/)([^/:@]+)[:@].*", "$1:latest");
  }

  private void images(Evidence good) {
    good.images()
        .forEach(
            (local, published) -> {
              String repository = published.substring(0, published.lastIndexOf(':'));
              mutant(
                  "another tag of image " + published,
                  altered -> altered.image(local, repository + ":9.9.9"));
              if (good.confs().stream()
                  .anyMatch(conf -> conf.properties().containsValue(published))) {
                mutant(
                    "another repository of image " + published,
                    altered ->
                        altered.image(local, published.replace(repository, repository + "-x")));
              }
            });
  }

  private void policies(Evidence good) {
    boolean hasLoadBalancer =
        good.all(Service.class).values().stream()
            .anyMatch(service -> "LoadBalancer".equals(service.getSpec().getType()));
    for (Manifest manifest : good.all(NetworkPolicy.class).keySet()) {
      String name = manifest.name();
      NetworkPolicySpec policy = ((NetworkPolicy) manifest.object()).getSpec();
      mutant("delete " + manifest, altered -> altered.delete(NetworkPolicy.class, name));
      mutant(
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
        mutant(
            "no ingress rule " + rule + " in " + manifest,
            altered -> altered.policy(name, p -> p.getIngress().remove(rule)));
        mutant(
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
        mutant(
            "no egress rule " + rule + " in " + manifest,
            altered -> altered.policy(name, p -> p.getEgress().remove(rule)));
      }
    }
  }

  private void properties(Evidence good) {
    for (Conf conf : good.confs()) {
      conf.properties()
          .forEach(
              (key, value) -> {
                if (AGREED.matcher(key).matches()) {
                  String changed = value.matches("\\d+") ? "1" + value : value + "x";
                  mutant(
                      key + "=" + changed + " in " + conf.subject(),
                      altered -> property(altered, conf, key, Optional.of(changed)));
                  // The ports of user interfaces are Spark's own defaults.
                  if (!key.endsWith(".ui.port")) {
                    mutant(
                        "no " + key + " in " + conf.subject(),
                        altered -> property(altered, conf, key, Optional.empty()));
                  }
                }
              });
    }
  }

  private static Altered property(Altered altered, Conf conf, String key, Optional<String> value) {
    return conf.configMap().isEmpty()
        ? altered.file(conf.path(), text -> Altered.withProperty(text, key, value))
        : altered.property(conf.configMap(), key, value);
  }

  private void versions(Evidence good) {
    for (DockerfileText dockerfile : good.dockerfiles()) {
      String path = dockerfile.path();
      for (Pattern pattern : VERSIONS) {
        Matcher version = pattern.matcher(dockerfile.text());
        if (version.find()) {
          String changed = version.group(1) + "1";
          mutant(
              pattern + " is " + changed + " in " + path,
              altered ->
                  altered.file(
                      path,
                      t ->
                          t.substring(0, version.start(1))
                              + changed
                              + t.substring(version.end(1))));
        }
      }
    }
  }

  private void roles(Evidence good) {
    for (Role role : good.all(Role.class).values()) {
      String name = role.getMetadata().getName();
      for (int i = 0; i < role.getRules().size(); i++) {
        int at = i;
        PolicyRule rule = role.getRules().get(i);
        for (String verb : rule.getVerbs()) {
          mutant(
              "no " + verb + " on " + rule.getResources() + " in Role " + name,
              altered -> altered.edit(Role.class, name, r -> verbs(r, at).remove(verb)));
        }
        for (String verb : List.of("update", "*")) {
          mutant(
              "also " + verb + " on " + rule.getResources() + " in Role " + name,
              altered -> altered.edit(Role.class, name, r -> verbs(r, at).add(verb)));
        }
        mutant(
            "another group of " + rule.getResources() + " in Role " + name,
            altered ->
                altered.edit(
                    Role.class, name, r -> r.getRules().get(at).setApiGroups(List.of("apps"))));
        mutant(
            "another resource than " + rule.getResources() + " in Role " + name,
            altered ->
                altered.edit(
                    Role.class, name, r -> r.getRules().get(at).setResources(List.of("secrets"))));
      }
    }
    for (RoleBinding binding : good.all(RoleBinding.class).values()) {
      String name = binding.getMetadata().getName();
      mutant(
          "another Role of RoleBinding " + name,
          altered -> altered.edit(RoleBinding.class, name, b -> b.getRoleRef().setName("x")));
      mutant(
          "a ClusterRole of RoleBinding " + name,
          altered ->
              altered.edit(RoleBinding.class, name, b -> b.getRoleRef().setKind("ClusterRole")));
      mutant(
          "another account of RoleBinding " + name,
          altered ->
              altered.edit(RoleBinding.class, name, b -> b.getSubjects().get(0).setName("x")));
      mutant(
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

  /** Pods that Spark makes, whose templates are texts. */
  private void templates(Evidence good) {
    good.all(ConfigMap.class)
        .forEach(
            (manifest, map) ->
                map.getData()
                    .forEach(
                        (key, text) -> {
                          if (text.contains("\nkind: Pod\n")) {
                            for (String part :
                                List.of(
                                    "secretName: ",
                                    "- key: ",
                                    "runAsUser: ",
                                    "- name: spark-kubernetes-",
                                    "runAsNonRoot: ",
                                    "allowPrivilegeEscalation: ",
                                    "readOnlyRootFilesystem: ",
                                    "drop:")) {
                              mutant(
                                  "another '" + part + "' in " + manifest + " key " + key,
                                  altered ->
                                      altered.data(
                                          manifest.name(), key, t -> t.replace(part, part + "1")));
                            }
                          }
                        }));
  }

  /** Addresses and buckets that commands and scripts name. */
  private void commands(Evidence good) {
    String address = "." + good.namespace() + ".svc:";
    good.all(ConfigMap.class)
        .forEach(
            (manifest, map) ->
                map.getData()
                    .forEach(
                        (key, text) -> {
                          if (key.endsWith(".sh") && text.contains(address)) {
                            mutant(
                                "another address in " + manifest + " key " + key,
                                altered ->
                                    altered.data(
                                        manifest.name(),
                                        key,
                                        t -> t.replace(address, "-x" + address)));
                            mutant(
                                "another port in " + manifest + " key " + key,
                                altered ->
                                    altered.data(
                                        manifest.name(),
                                        key,
                                        t -> t.replace(address, address + "1")));
                            mutant(
                                "another bucket in " + manifest + " key " + key,
                                altered ->
                                    altered.data(
                                        manifest.name(),
                                        key,
                                        t -> t.replaceFirst("(?m) mb (.*)$", " mb $1-x")));
                          }
                        }));
    for (Workload workload : good.workloads()) {
      String name = workload.manifest().name();
      for (Container init : workload.template().getSpec().getInitContainers()) {
        mutant(
            "another address in " + init.getName() + " of " + name,
            altered ->
                altered.pod(
                    name, p -> words(same(p, init), w -> w.replace(address, "-x" + address))));
        mutant(
            "another folder in " + init.getName() + " of " + name,
            altered ->
                altered.pod(
                    name,
                    p -> words(same(p, init), w -> w.replaceAll("s3a://\\S+/", "s3a://x/y/"))));
      }
      for (Container container : workload.template().getSpec().getContainers()) {
        if (container.getArgs().contains("--console-address")) {
          mutant(
              "another console address of " + name,
              altered ->
                  altered.pod(
                      name, p -> words(same(p, container), w -> w.replaceAll("^:\\d+$", ":1"))));
        }
      }
    }
  }

  private static void words(Container container, UnaryOperator<String> change) {
    container.setCommand(container.getCommand().stream().map(change).toList());
    container.setArgs(container.getArgs().stream().map(change).toList());
  }
}
