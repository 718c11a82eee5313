package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the scratch space that pod templates give pods is there, and enough. */
public record TemplateRoom(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MEMORY_IS_LEFT =
      Rule.warning("DYN-29", "What executors keep in memory as files leaves room beside the heap")
          .why("A tmpfs counts as the container's memory, and the kernel kills the executor.")
          .fix("Drop medium: Memory, lower its sizeLimit, or raise the overhead.");

  static final Rule SCRATCH_IS_IN_THE_QUOTA =
      Rule.error("DYN-30", "The scratch space of all executors is within the namespace's quota")
          .why("The API server refuses the pods past it: exceeded quota.")
          .fix("Raise the quota, or lower ephemeral-storage or the number of executors.");

  static final Rule SCRATCH_IS_SAID =
      Rule.error("DYN-33", "Where a quota counts scratch space, each pod says how much it takes")
          .why("The API server refuses a pod that does not: must specify ephemeral-storage.")
          .fix("Say ephemeral-storage of each container, or a default of it in a LimitRange.");

  static final Rule SPARK_HAS_SCRATCH =
      Rule.warning("POD-32", "Where Spark writes there is room for a file or two")
          .why("Shuffles, broadcasts and uploads go there; past the limit the pod is evicted.")
          .fix("Raise the sizeLimit.");

  private static final String SCRATCH = "ephemeral-storage";
  private static final String MEMORY = "Memory";
  private static final String EXECUTOR = "executor";
  private static final long MEBI = 1L << 20;

  /** Where Spark writes, and how much of it is too little in any case. */
  private static final Map<String, Long> WRITTEN =
      Map.of("/tmp", 256 * MEBI, "/opt/spark/work-dir", 64 * MEBI);

  @Override
  public void check() {
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      for (Conf conf : template.confs(stack, EXECUTOR)) {
        memoryIsLeft(template, conf);
        scratchIsInTheQuota(template, conf);
      }
    }
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      if (isSparks(pods.what())) {
        sparkHasScratch(pods);
      }
      scratchIsSaid(pods);
    }
  }

  private boolean isSparks(Written what) {
    if (what instanceof Workload workload) {
      for (Conf conf : stack.confs()) {
        if (isSparks(conf) && stack.reads(workload, conf)) {
          return true;
        }
      }
      return false;
    }
    return true;
  }

  /** Other programs' files end in .conf as well. */
  private static boolean isSparks(Conf conf) {
    return conf.properties().keySet().stream().anyMatch(key -> key.startsWith("spark."));
  }

  private void memoryIsLeft(TemplatePod template, Conf conf) {
    long overhead = Asked.overhead(conf, EXECUTOR);
    for (Volume volume : Given.list(template.spec().getVolumes())) {
      EmptyDirVolumeSource folder = volume.getEmptyDir();
      if (folder != null && MEMORY.equals(folder.getMedium())) {
        Quantity limit = folder.getSizeLimit();
        if (limit == null || Quantities.parts(limit, 1) > overhead / 2) {
          at(MEMORY_IS_LEFT, template.template(), "medium: Memory")
              .say(
                  "{it} keeps {} of volume {} in memory, and executors have {}Mi beside their heap;"
                      + " drop medium, or lower its sizeLimit",
                  limit == null ? "all" : limit,
                  volume.getName(),
                  overhead / MEBI);
        }
      }
    }
  }

  private void scratchIsInTheQuota(TemplatePod template, Conf conf) {
    Optional<Double> most =
        Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse(""))
            .or(() -> Asked.number(conf.get("spark.executor.instances").orElse("")));
    for (Found<ResourceQuota> quota : stack.all(ResourceQuota.class)) {
      var spec = quota.object().getSpec();
      for (var hard : Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
        boolean isLimit = hard.getKey().equals("limits." + SCRATCH);
        if (most.isPresent() && (isLimit || isRequest(hard.getKey()))) {
          long one = scratch(template.spec().getContainers(), isLimit);
          long services = ofServices(isLimit);
          long allowed = Quantities.parts(hard.getValue(), 1);
          // Of services alone, DYN-17 speaks.
          if (services <= allowed && services + one * most.get().longValue() > allowed) {
            at(SCRATCH_IS_IN_THE_QUOTA, quota, hard.getKey())
                .say(
                    "{it} allows {} of {}, services take {}Mi of it, and {} executors of {} {}Mi each;"
                        + " raise it, or ask for less",
                    hard.getValue(),
                    hard.getKey(),
                    services / MEBI,
                    most.get().longValue(),
                    conf,
                    one / MEBI);
          }
        }
      }
    }
  }

  private static boolean isRequest(String name) {
    return name.equals("requests." + SCRATCH) || name.equals(SCRATCH);
  }

  private long ofServices(boolean isLimit) {
    long sum = 0;
    for (Workload workload : stack.workloads()) {
      if (!workload.isJob()) {
        sum += scratch(workload.pod().getContainers(), isLimit) * workload.replicas();
      }
    }
    return sum;
  }

  private static long scratch(@Nullable List<Container> containers, boolean isLimit) {
    long sum = 0;
    for (Container container : Given.list(containers)) {
      Quantity asked = asked(container, isLimit);
      sum += asked == null ? 0 : Quantities.parts(asked, 1);
    }
    return sum;
  }

  private static @Nullable Quantity asked(Container container, boolean isLimit) {
    var resources = container.getResources();
    if (resources == null) {
      return null;
    }
    Quantity limit = Given.amounts(resources.getLimits()).get(SCRATCH);
    Quantity request = Given.amounts(resources.getRequests()).get(SCRATCH);
    return isLimit || request == null ? limit : request;
  }

  private void scratchIsSaid(PodSpecs pods) {
    for (Found<ResourceQuota> quota : stack.all(ResourceQuota.class)) {
      var spec = quota.object().getSpec();
      for (String name : Given.amounts(spec == null ? null : spec.getHard()).keySet()) {
        boolean isLimit = name.equals("limits." + SCRATCH);
        for (Container container : pods.containers()) {
          if ((isLimit || isRequest(name)) && asked(container, isLimit) == null && !hasDefault()) {
            at(SCRATCH_IS_SAID, pods.what(), Given.text(container.getName()))
                .say(
                    "container {} of {it} does not say how much {} it takes, and {} counts it; say so",
                    container.getName(),
                    SCRATCH,
                    quota);
          }
        }
      }
    }
  }

  private boolean hasDefault() {
    for (var range : stack.all(io.fabric8.kubernetes.api.model.LimitRange.class)) {
      var spec = range.object().getSpec();
      for (var item : Given.list(spec == null ? null : spec.getLimits())) {
        if (Given.amounts(item.getDefault()).containsKey(SCRATCH)
            || Given.amounts(item.getDefaultRequest()).containsKey(SCRATCH)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Without those that stand beside Spark's, each with a folder of its own. */
  private static List<Container> sparks(PodSpecs pods) {
    if (pods.what() instanceof Workload workload) {
      return workload.ownContainers().stream().map(ContainerView::model).toList();
    }
    List<Container> all = Given.list(pods.spec().getContainers());
    List<Container> named =
        all.stream().filter(one -> Given.text(one.getName()).startsWith("spark-")).toList();
    return named.isEmpty() ? all : named;
  }

  private void sparkHasScratch(PodSpecs pods) {
    for (Container container : sparks(pods)) {
      for (VolumeMount mount : Given.list(container.getVolumeMounts())) {
        long least = WRITTEN.getOrDefault(Given.text(mount.getMountPath()), 0L);
        for (Volume volume : Given.list(pods.spec().getVolumes())) {
          boolean isIt = Given.text(volume.getName()).equals(mount.getName());
          Quantity limit =
              isIt && volume.getEmptyDir() != null ? volume.getEmptyDir().getSizeLimit() : null;
          if (limit != null && Quantities.parts(limit, 1) < least) {
            at(SPARK_HAS_SCRATCH, pods.what(), "sizeLimit: " + limit)
                .say(
                    "{it} has {} at {}, where Spark writes what it shuffles, sends and fetches; give"
                        + " it {}Mi at least",
                    limit,
                    mount.getMountPath(),
                    least / MEBI);
          }
        }
      }
    }
  }
}
