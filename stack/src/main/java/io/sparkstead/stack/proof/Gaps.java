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
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
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
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
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
      fill(deployment);
    } else if (object instanceof StatefulSet set) {
      fill(set);
    } else if (object instanceof Job job) {
      job.setSpec(filled(job.getSpec()));
    } else if (object instanceof CronJob job) {
      fill(job);
    } else if (object instanceof ConfigMap map) {
      map.setData(map(map.getData()));
      map.setBinaryData(map(map.getBinaryData()));
    } else if (object instanceof Service service) {
      service.setSpec(filled(service.getSpec()));
    } else if (object instanceof PersistentVolumeClaim claim) {
      fill(claim);
    } else {
      fillOther(object);
    }
  }

  private static void fillOther(HasMetadata object) {
    if (object instanceof NetworkPolicy policy) {
      policy.setSpec(filled(policy.getSpec()));
    } else if (object instanceof PodDisruptionBudget budget) {
      fill(budget);
    } else if (object instanceof Role role) {
      fill(role);
    } else if (object instanceof RoleBinding binding) {
      fill(binding);
    } else if (object instanceof ResourceQuota quota) {
      fill(quota);
    } else if (object instanceof LimitRange range) {
      fill(range);
      // Asked by name first: its class is loaded for a stack that has one.
    } else if (object.getKind().equals("DaemonSet") && object instanceof DaemonSet set) {
      fill(set);
    }
  }

  private static void fill(Deployment deployment) {
    if (deployment.getSpec() == null) {
      deployment.setSpec(new DeploymentSpec());
    }
    DeploymentSpec spec = deployment.getSpec();
    spec.setSelector(filled(spec.getSelector()));
    spec.setTemplate(filled(spec.getTemplate()));
  }

  private static void fill(StatefulSet set) {
    if (set.getSpec() == null) {
      set.setSpec(new StatefulSetSpec());
    }
    StatefulSetSpec spec = set.getSpec();
    spec.setSelector(filled(spec.getSelector()));
    spec.setTemplate(filled(spec.getTemplate()));
    spec.setServiceName(text(spec.getServiceName()));
    spec.setVolumeClaimTemplates(list(spec.getVolumeClaimTemplates()));
    for (PersistentVolumeClaim claim : spec.getVolumeClaimTemplates()) {
      claim.setMetadata(filled(claim.getMetadata()));
      fill(claim);
    }
  }

  private static void fill(DaemonSet set) {
    if (set.getSpec() == null) {
      set.setSpec(new DaemonSetSpec());
    }
    DaemonSetSpec spec = set.getSpec();
    spec.setSelector(filled(spec.getSelector()));
    spec.setTemplate(filled(spec.getTemplate()));
  }

  private static void fill(CronJob job) {
    if (job.getSpec() == null) {
      job.setSpec(new CronJobSpec());
    }
    if (job.getSpec().getJobTemplate() == null) {
      job.getSpec().setJobTemplate(new JobTemplateSpec());
    }
    JobTemplateSpec template = job.getSpec().getJobTemplate();
    template.setSpec(filled(template.getSpec()));
  }

  private static JobSpec filled(@Nullable JobSpec given) {
    JobSpec spec = given == null ? new JobSpec() : given;
    spec.setTemplate(filled(spec.getTemplate()));
    return spec;
  }

  private static void fill(PersistentVolumeClaim claim) {
    if (claim.getSpec() == null) {
      claim.setSpec(new PersistentVolumeClaimSpec());
    }
    claim.getSpec().setAccessModes(list(claim.getSpec().getAccessModes()));
  }

  private static void fill(ResourceQuota quota) {
    if (quota.getSpec() == null) {
      quota.setSpec(new ResourceQuotaSpec());
    }
    quota.getSpec().setHard(amounts(quota.getSpec().getHard()));
  }

  private static void fill(LimitRange range) {
    if (range.getSpec() == null) {
      range.setSpec(new LimitRangeSpec());
    }
    range.getSpec().setLimits(list(range.getSpec().getLimits()));
  }

  private static void fill(PodDisruptionBudget budget) {
    if (budget.getSpec() == null) {
      budget.setSpec(new PodDisruptionBudgetSpec());
    }
    budget.getSpec().setSelector(filled(budget.getSpec().getSelector()));
  }

  private static void fill(Role role) {
    role.setRules(list(role.getRules()));
    for (PolicyRule rule : role.getRules()) {
      rule.setApiGroups(list(rule.getApiGroups()));
      rule.setResources(list(rule.getResources()));
      rule.setVerbs(list(rule.getVerbs()));
    }
  }

  private static void fill(RoleBinding binding) {
    if (binding.getRoleRef() == null) {
      binding.setRoleRef(new RoleRef());
    }
    RoleRef ref = binding.getRoleRef();
    ref.setKind(text(ref.getKind()));
    ref.setName(text(ref.getName()));
    binding.setSubjects(list(binding.getSubjects()));
    for (Subject subject : binding.getSubjects()) {
      subject.setName(text(subject.getName()));
    }
  }

  private static ObjectMeta filled(@Nullable ObjectMeta given) {
    ObjectMeta metadata = given == null ? new ObjectMeta() : given;
    metadata.setName(text(metadata.getName()));
    metadata.setLabels(map(metadata.getLabels()));
    metadata.setAnnotations(map(metadata.getAnnotations()));
    return metadata;
  }

  private static LabelSelector filled(@Nullable LabelSelector given) {
    LabelSelector selector = given == null ? new LabelSelector() : given;
    selector.setMatchLabels(map(selector.getMatchLabels()));
    selector.setMatchExpressions(list(selector.getMatchExpressions()));
    for (LabelSelectorRequirement one : selector.getMatchExpressions()) {
      one.setOperator(text(one.getOperator()));
      one.setValues(list(one.getValues()));
    }
    return selector;
  }

  private static NetworkPolicySpec filled(@Nullable NetworkPolicySpec given) {
    NetworkPolicySpec spec = given == null ? new NetworkPolicySpec() : given;
    spec.setPodSelector(filled(spec.getPodSelector()));
    spec.setIngress(list(spec.getIngress()));
    for (NetworkPolicyIngressRule rule : spec.getIngress()) {
      rule.setFrom(peers(rule.getFrom()));
      rule.setPorts(list(rule.getPorts()));
    }
    spec.setEgress(list(spec.getEgress()));
    for (NetworkPolicyEgressRule rule : spec.getEgress()) {
      rule.setTo(peers(rule.getTo()));
      rule.setPorts(list(rule.getPorts()));
    }
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
    List<NetworkPolicyPeer> peers = list(given);
    for (NetworkPolicyPeer peer : peers) {
      if (peer.getPodSelector() != null) {
        peer.setPodSelector(filled(peer.getPodSelector()));
      }
      if (peer.getNamespaceSelector() != null) {
        peer.setNamespaceSelector(filled(peer.getNamespaceSelector()));
      }
      if (peer.getIpBlock() != null) {
        peer.getIpBlock().setCidr(text(peer.getIpBlock().getCidr()));
      }
    }
    return peers;
  }

  private static ServiceSpec filled(@Nullable ServiceSpec given) {
    ServiceSpec spec = given == null ? new ServiceSpec() : given;
    spec.setSelector(map(spec.getSelector()));
    spec.setPorts(list(spec.getPorts()));
    for (ServicePort port : spec.getPorts()) {
      if (port.getPort() == null) {
        port.setPort(0);
      }
      if (port.getTargetPort() == null) {
        port.setTargetPort(new IntOrString(port.getPort()));
      }
    }
    return spec;
  }

  static PodTemplateSpec filled(@Nullable PodTemplateSpec given) {
    PodTemplateSpec template = given == null ? new PodTemplateSpec() : given;
    template.setMetadata(filled(template.getMetadata()));
    if (template.getSpec() == null) {
      template.setSpec(new PodSpec());
    }
    PodSpec pod = template.getSpec();
    pod.setInitContainers(containers(pod.getInitContainers()));
    pod.setContainers(containers(pod.getContainers()));
    pod.setVolumes(list(pod.getVolumes()));
    for (Volume volume : pod.getVolumes()) {
      fill(volume);
    }
    pod.setImagePullSecrets(list(pod.getImagePullSecrets()));
    return template;
  }

  private static List<Container> containers(@Nullable List<Container> given) {
    List<Container> containers = list(given);
    for (Container container : containers) {
      fill(container);
    }
    return containers;
  }

  private static void fill(Container container) {
    container.setName(text(container.getName()));
    container.setImage(text(container.getImage()));
    container.setCommand(list(container.getCommand()));
    container.setArgs(list(container.getArgs()));
    container.setEnv(list(container.getEnv()));
    for (EnvVar variable : container.getEnv()) {
      variable.setName(text(variable.getName()));
    }
    container.setEnvFrom(list(container.getEnvFrom()));
    container.setPorts(list(container.getPorts()));
    for (ContainerPort port : container.getPorts()) {
      if (port.getContainerPort() == null) {
        port.setContainerPort(0);
      }
    }
    container.setVolumeMounts(list(container.getVolumeMounts()));
    for (VolumeMount mount : container.getVolumeMounts()) {
      mount.setName(text(mount.getName()));
      mount.setMountPath(text(mount.getMountPath()));
    }
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

  private static void fill(@Nullable Probe probe) {
    if (probe == null) {
      return;
    }
    if (probe.getHttpGet() != null && probe.getHttpGet().getPort() == null) {
      probe.getHttpGet().setPort(new IntOrString(0));
    }
    if (probe.getTcpSocket() != null && probe.getTcpSocket().getPort() == null) {
      probe.getTcpSocket().setPort(new IntOrString(0));
    }
  }

  private static void fill(Volume volume) {
    volume.setName(text(volume.getName()));
    if (volume.getConfigMap() != null) {
      volume.getConfigMap().setName(text(volume.getConfigMap().getName()));
      volume.getConfigMap().setItems(items(volume.getConfigMap().getItems()));
    }
    if (volume.getSecret() != null) {
      volume.getSecret().setSecretName(text(volume.getSecret().getSecretName()));
      volume.getSecret().setItems(items(volume.getSecret().getItems()));
    }
    if (volume.getPersistentVolumeClaim() != null) {
      PersistentVolumeClaimVolumeSource claim = volume.getPersistentVolumeClaim();
      claim.setClaimName(text(claim.getClaimName()));
    }
    if (volume.getProjected() != null) {
      volume.getProjected().setSources(list(volume.getProjected().getSources()));
    }
  }

  private static List<KeyToPath> items(@Nullable List<KeyToPath> given) {
    List<KeyToPath> items = list(given);
    for (KeyToPath item : items) {
      item.setKey(text(item.getKey()));
      if (item.getPath() == null) {
        item.setPath(item.getKey());
      }
    }
    return items;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static <T> List<T> list(@Nullable List<T> given) {
    List<T> list = new ArrayList<>();
    if (given != null) {
      for (T item : given) {
        if (item != null) {
          list.add(item);
        }
      }
    }
    return list;
  }

  private static Map<String, Quantity> amounts(@Nullable Map<String, Quantity> given) {
    Map<String, Quantity> amounts = new LinkedHashMap<>();
    if (given != null) {
      for (Map.Entry<String, Quantity> entry : given.entrySet()) {
        if (entry.getValue() != null) {
          amounts.put(entry.getKey(), entry.getValue());
        }
      }
    }
    return amounts;
  }

  private static Map<String, String> map(@Nullable Map<String, String> given) {
    Map<String, String> map = new LinkedHashMap<>();
    if (given != null) {
      for (Map.Entry<String, String> entry : given.entrySet()) {
        map.put(entry.getKey(), text(entry.getValue()));
      }
    }
    return map;
  }
}
