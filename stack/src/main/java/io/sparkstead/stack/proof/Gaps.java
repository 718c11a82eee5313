package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a manifest leaves out, by empty values, so that no rule has to ask before it looks.
 *
 * <p>Ours leave nothing out; anybody's may say {@code data:} and nothing behind it.
 */
final class Gaps {

  private Gaps() {}

  static void fill(HasMetadata object) {
    object.setMetadata(filled(object.getMetadata()));
    if (object instanceof Deployment deployment) {
      DeploymentSpec spec = or(deployment.getSpec(), DeploymentSpec::new);
      spec.setSelector(filled(spec.getSelector()));
      spec.setTemplate(filled(spec.getTemplate()));
      deployment.setSpec(spec);
    } else if (object instanceof StatefulSet set) {
      StatefulSetSpec spec = or(set.getSpec(), StatefulSetSpec::new);
      spec.setSelector(filled(spec.getSelector()));
      spec.setTemplate(filled(spec.getTemplate()));
      spec.setServiceName(or(spec.getServiceName(), String::new));
      spec.setVolumeClaimTemplates(list(spec.getVolumeClaimTemplates(), Gaps::fill));
      set.setSpec(spec);
    } else if (object instanceof DaemonSet set) {
      DaemonSetSpec spec = or(set.getSpec(), DaemonSetSpec::new);
      spec.setSelector(filled(spec.getSelector()));
      spec.setTemplate(filled(spec.getTemplate()));
      set.setSpec(spec);
    } else if (object instanceof Job job) {
      job.setSpec(filled(job.getSpec()));
    } else if (object instanceof CronJob job) {
      CronJobSpec spec = or(job.getSpec(), CronJobSpec::new);
      JobTemplateSpec template = or(spec.getJobTemplate(), JobTemplateSpec::new);
      template.setSpec(filled(template.getSpec()));
      spec.setJobTemplate(template);
      job.setSpec(spec);
    } else {
      fillOther(object);
    }
  }

  private static void fillOther(HasMetadata object) {
    if (object instanceof ConfigMap map) {
      map.setData(map(map.getData()));
      map.setBinaryData(map(map.getBinaryData()));
    } else if (object instanceof Service service) {
      service.setSpec(filled(service.getSpec()));
    } else if (object instanceof PersistentVolumeClaim claim) {
      PersistentVolumeClaimSpec spec = or(claim.getSpec(), PersistentVolumeClaimSpec::new);
      spec.setAccessModes(list(spec.getAccessModes()));
      claim.setSpec(spec);
    } else if (object instanceof ResourceQuota quota) {
      ResourceQuotaSpec spec = or(quota.getSpec(), ResourceQuotaSpec::new);
      spec.setHard(amounts(spec.getHard()));
      quota.setSpec(spec);
    } else if (object instanceof LimitRange range) {
      LimitRangeSpec spec = or(range.getSpec(), LimitRangeSpec::new);
      spec.setLimits(list(spec.getLimits()));
      range.setSpec(spec);
    } else if (object instanceof PodDisruptionBudget budget) {
      PodDisruptionBudgetSpec spec = or(budget.getSpec(), PodDisruptionBudgetSpec::new);
      spec.setSelector(filled(spec.getSelector()));
      budget.setSpec(spec);
    } else if (object instanceof NetworkPolicy policy) {
      policy.setSpec(filled(policy.getSpec()));
    } else if (object instanceof Role role) {
      role.setRules(list(role.getRules(), Gaps::fill));
    } else if (object instanceof RoleBinding binding) {
      RoleRef ref = or(binding.getRoleRef(), RoleRef::new);
      ref.setKind(or(ref.getKind(), String::new));
      ref.setName(or(ref.getName(), String::new));
      binding.setRoleRef(ref);
      binding.setSubjects(list(binding.getSubjects(), Gaps::fill));
    }
  }

  private static ObjectMeta filled(@Nullable ObjectMeta given) {
    ObjectMeta metadata = or(given, ObjectMeta::new);
    metadata.setName(or(metadata.getName(), String::new));
    metadata.setLabels(map(metadata.getLabels()));
    metadata.setAnnotations(map(metadata.getAnnotations()));
    return metadata;
  }

  private static LabelSelector filled(@Nullable LabelSelector given) {
    LabelSelector selector = or(given, LabelSelector::new);
    selector.setMatchLabels(map(selector.getMatchLabels()));
    selector.setMatchExpressions(list(selector.getMatchExpressions(), Gaps::fill));
    return selector;
  }

  private static NetworkPolicySpec filled(@Nullable NetworkPolicySpec given) {
    NetworkPolicySpec spec = or(given, NetworkPolicySpec::new);
    spec.setPodSelector(filled(spec.getPodSelector()));
    spec.setIngress(list(spec.getIngress(), rule -> rule.setFrom(peers(rule.getFrom()))));
    spec.getIngress().forEach(rule -> rule.setPorts(list(rule.getPorts())));
    spec.setEgress(list(spec.getEgress(), rule -> rule.setTo(peers(rule.getTo()))));
    spec.getEgress().forEach(rule -> rule.setPorts(list(rule.getPorts())));
    spec.setPolicyTypes(list(spec.getPolicyTypes()));
    if (spec.getPolicyTypes().isEmpty()) {
      spec.getPolicyTypes().add("Ingress");
      if (!spec.getEgress().isEmpty()) {
        spec.getPolicyTypes().add("Egress");
      }
    }
    return spec;
  }

  private static List<NetworkPolicyPeer> peers(@Nullable List<NetworkPolicyPeer> given) {
    return list(
        given,
        peer -> {
          if (peer.getPodSelector() != null) {
            peer.setPodSelector(filled(peer.getPodSelector()));
          }
          if (peer.getNamespaceSelector() != null) {
            peer.setNamespaceSelector(filled(peer.getNamespaceSelector()));
          }
          if (peer.getIpBlock() != null) {
            peer.getIpBlock().setCidr(or(peer.getIpBlock().getCidr(), String::new));
          }
        });
  }

  private static JobSpec filled(@Nullable JobSpec given) {
    JobSpec spec = or(given, JobSpec::new);
    spec.setTemplate(filled(spec.getTemplate()));
    return spec;
  }

  private static ServiceSpec filled(@Nullable ServiceSpec given) {
    ServiceSpec spec = or(given, ServiceSpec::new);
    spec.setSelector(map(spec.getSelector()));
    spec.setPorts(list(spec.getPorts(), Gaps::fill));
    return spec;
  }

  private static void fill(ServicePort port) {
    port.setPort(or(port.getPort(), () -> 0));
    port.setTargetPort(or(port.getTargetPort(), () -> new IntOrString(port.getPort())));
  }

  private static void fill(PolicyRule rule) {
    rule.setApiGroups(list(rule.getApiGroups()));
    rule.setResources(list(rule.getResources()));
    rule.setVerbs(list(rule.getVerbs()));
  }

  private static void fill(LabelSelectorRequirement one) {
    one.setOperator(or(one.getOperator(), String::new));
    one.setValues(list(one.getValues()));
  }

  private static void fill(Subject subject) {
    subject.setName(or(subject.getName(), String::new));
  }

  static PodTemplateSpec filled(@Nullable PodTemplateSpec given) {
    PodTemplateSpec template = or(given, PodTemplateSpec::new);
    template.setMetadata(filled(template.getMetadata()));
    PodSpec pod = or(template.getSpec(), PodSpec::new);
    pod.setInitContainers(list(pod.getInitContainers(), Gaps::fill));
    pod.setContainers(list(pod.getContainers(), Gaps::fill));
    pod.setVolumes(list(pod.getVolumes(), Gaps::fill));
    pod.setImagePullSecrets(list(pod.getImagePullSecrets()));
    template.setSpec(pod);
    return template;
  }

  private static void fill(Container container) {
    container.setName(or(container.getName(), String::new));
    container.setImage(or(container.getImage(), String::new));
    container.setCommand(list(container.getCommand()));
    container.setArgs(list(container.getArgs()));
    container.setEnv(list(container.getEnv(), Gaps::fill));
    container.setEnvFrom(list(container.getEnvFrom()));
    container.setPorts(list(container.getPorts(), Gaps::fill));
    container.setVolumeMounts(list(container.getVolumeMounts(), Gaps::fill));
    fill(container.getStartupProbe());
    fill(container.getReadinessProbe());
    fill(container.getLivenessProbe());
    if (container.getSecurityContext() != null
        && container.getSecurityContext().getCapabilities() != null) {
      Capabilities capabilities = container.getSecurityContext().getCapabilities();
      capabilities.setAdd(list(capabilities.getAdd()));
      capabilities.setDrop(list(capabilities.getDrop()));
    }
  }

  private static void fill(EnvVar variable) {
    variable.setName(or(variable.getName(), String::new));
  }

  private static void fill(ContainerPort port) {
    port.setContainerPort(or(port.getContainerPort(), () -> 0));
  }

  private static void fill(VolumeMount mount) {
    mount.setName(or(mount.getName(), String::new));
    mount.setMountPath(or(mount.getMountPath(), String::new));
  }

  private static void fill(@Nullable Probe probe) {
    if (probe != null && probe.getHttpGet() != null) {
      probe.getHttpGet().setPort(or(probe.getHttpGet().getPort(), () -> new IntOrString(0)));
    }
    if (probe != null && probe.getTcpSocket() != null) {
      probe.getTcpSocket().setPort(or(probe.getTcpSocket().getPort(), () -> new IntOrString(0)));
    }
  }

  private static void fill(Volume volume) {
    volume.setName(or(volume.getName(), String::new));
    if (volume.getConfigMap() != null) {
      volume.getConfigMap().setName(or(volume.getConfigMap().getName(), String::new));
      volume.getConfigMap().setItems(list(volume.getConfigMap().getItems(), Gaps::fill));
    }
    if (volume.getSecret() != null) {
      volume.getSecret().setSecretName(or(volume.getSecret().getSecretName(), String::new));
      volume.getSecret().setItems(list(volume.getSecret().getItems(), Gaps::fill));
    }
    if (volume.getPersistentVolumeClaim() != null) {
      volume
          .getPersistentVolumeClaim()
          .setClaimName(or(volume.getPersistentVolumeClaim().getClaimName(), String::new));
    }
    if (volume.getProjected() != null) {
      volume.getProjected().setSources(list(volume.getProjected().getSources()));
    }
  }

  private static void fill(KeyToPath item) {
    item.setKey(or(item.getKey(), String::new));
    item.setPath(or(item.getPath(), item::getKey));
  }

  private static <T> T or(@Nullable T value, Supplier<T> otherwise) {
    return value == null ? otherwise.get() : value;
  }

  private static <T> List<T> list(@Nullable List<T> given) {
    List<T> list = new ArrayList<>();
    if (given != null) {
      given.stream().filter(Objects::nonNull).forEach(list::add);
    }
    return list;
  }

  private static <T> List<T> list(@Nullable List<T> given, Consumer<T> fill) {
    List<T> list = list(given);
    list.forEach(fill);
    return list;
  }

  private static Map<String, Quantity> amounts(@Nullable Map<String, Quantity> given) {
    Map<String, Quantity> amounts = new LinkedHashMap<>(given == null ? Map.of() : given);
    amounts.values().removeIf(Objects::isNull);
    return amounts;
  }

  private static Map<String, String> map(@Nullable Map<String, String> given) {
    Map<String, String> map = new LinkedHashMap<>();
    if (given != null) {
      given.forEach((key, value) -> map.put(key, value == null ? "" : value));
    }
    return map;
  }
}
