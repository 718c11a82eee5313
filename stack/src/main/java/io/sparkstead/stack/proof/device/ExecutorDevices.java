package io.sparkstead.stack.proof.device;

import io.sparkstead.stack.Node;
import io.sparkstead.stack.image.BaseImages;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images.Released;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Devices;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.proof.evidence.spark.TemplateDisks;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.schedule.NodePool;
import java.util.Optional;

/**
 * Whether there are the GPUs that executors ask for, executors find them, and tasks can share them.
 *
 * @see <a
 *     href="https://spark.apache.org/docs/latest/configuration.html#custom-resource-scheduling-and-configuration-overview">
 *     Custom resources</a>
 */
public record ExecutorDevices(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DEVICES_ARE_THERE =
      Rule.error("GPU-01", "Where the nodes are known, one that takes executors has their GPUs")
          .why("Every executor stays Pending for ever.")
          .fix("Say which Node has GPUs, and place executors on its pool.");

  static final Rule SCRIPT_IS_THERE =
      Rule.error(
              "GPU-02", "The script by which executors find their GPUs is in the image or mounted")
          .why("Each executor stops at its start: it does not know which devices it was given.")
          .fix("Take new Gpus(…), whose script is in the image, or mount the one that you name.");

  static final Rule SCRIPT_CAN_BE_RUN =
      Rule.error("GPU-03", "The script by which executors find their GPUs can be run")
          .why("Each executor stops at its start with Permission denied.")
          .fix("Give the volume a mode of 0555, as OwnVolume.Files does with a file called .sh.");

  static final Rule TASKS_SHARE_EVENLY =
      Rule.error("GPU-04", "A task takes whole GPUs that an executor has, or half of one at most")
          .why("Spark stops at the start of the session.")
          .fix("Leave spark.task.resource.gpu.amount to gpus(…).");

  private static final String EXECUTOR = "executor";
  private static final String TASK = "task";
  private static final String OF_EXECUTORS = Devices.prefix(EXECUTOR);
  private static final String OF_TASKS = Devices.prefix(TASK);
  private static final String AMOUNT = ".amount";
  private static final String SCRIPT = ".discoveryScript";
  private static final String PLUGIN = "spark.resources.discoveryPlugin";

  /** Of the bits that say who may run a file, one at least. */
  private static final int RUNS = 0111;

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole()) {
        devicesAreThere(conf);
        for (String key : conf.properties().keySet()) {
          if (key.startsWith(OF_EXECUTORS) && key.endsWith(AMOUNT)) {
            script(conf, key);
          } else if (key.startsWith(OF_TASKS) && key.endsWith(AMOUNT)) {
            tasksShare(conf, key);
          }
        }
      }
    }
  }

  private void devicesAreThere(Conf conf) {
    Amounts asked = new Amounts(0, 0, Devices.of(conf, EXECUTOR));
    if (asked.devices().isEmpty()) {
      return;
    }
    NodePool pool = NodePools.of(stack, conf, EXECUTOR);
    boolean isThere = stack.nodes().isEmpty();
    for (Node node : stack.nodes()) {
      isThere |= node.pool().takes(pool) && Amounts.of(node).holdsDevicesOf(asked);
    }
    // Where no node takes them at all, SCH-04 says so.
    if (!isThere && !NodePools.isNowhere(stack, pool)) {
      at(DEVICES_ARE_THERE, conf, Devices.prefix(EXECUTOR))
          .say(
              "executors of {it} ask for{}, and no node that takes them has so many; say gpus(…) of"
                  + " the Node that has them, or place executors on its pool",
              asked.devicesInWords().substring(" and".length()));
    }
  }

  private void script(Conf conf, String amount) {
    String key = Devices.sibling(amount, SCRIPT);
    Optional<String> path = conf.get(key);
    if (path.isEmpty()) {
      if (conf.get(PLUGIN).isEmpty()) {
        at(SCRIPT_IS_THERE, conf, amount)
            .say("{} says nothing of how executors find them; set {}", conf.setting(amount), key);
      }
      return;
    }
    TemplateDisks disks = TemplateDisks.of(stack.podTemplate(conf, EXECUTOR).orElse(""));
    Optional<Integer> mode = disks.modeAt(path.get());
    if (!path.get().startsWith("/") || (!disks.isMounted(path.get()) && !isInImage(path.get()))) {
      at(SCRIPT_IS_THERE, conf, key)
          .say(
              "{} is neither in the image nor below a mount of executors; mount it, or take one that"
                  + " is there",
              conf.setting(key));
    } else if (mode.isPresent() && (mode.get() & RUNS) == 0) {
      at(SCRIPT_CAN_BE_RUN, conf, key)
          .say(
              "{} is in a volume whose files nobody may run; give it a mode of 0555, or the file a"
                  + " name that ends in .sh",
              conf.setting(key));
    }
  }

  /** Whether an image of Spark has it: in a folder that it copies, or in a base that is unknown. */
  private boolean isInImage(String path) {
    for (Released image : stack.images().released()) {
      String text = image.text() + "\n";
      if (image.isOrigin() && !text.contains("FROM " + BaseImages.UBI9.run().repository() + ":")) {
        return true;
      }
      for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        if (text.contains(" " + path.substring(0, slash) + "\n")) {
          return true;
        }
      }
    }
    return stack.images().released().isEmpty();
  }

  private void tasksShare(Conf conf, String key) {
    String ofExecutor = Devices.prefix(EXECUTOR) + Devices.name(key, TASK) + AMOUNT;
    Optional<Double> amount = number(conf.get(key).orElse(""));
    Optional<Double> all = number(conf.get(ofExecutor).orElse("0"));
    if (amount.isEmpty() || all.isEmpty()) {
      return;
    }
    boolean isEven = amount.get() <= 0.5 || amount.get() == Math.rint(amount.get());
    if (!isEven || amount.get() > all.get()) {
      at(TASKS_SHARE_EVENLY, conf, key)
          .say(
              isEven
                  ? "{} is more than an executor has, and {}; lower it, or give executors more"
                  : "{} is neither a whole number nor 0.5 at most, and {}; leave it to gpus(…)",
              conf.setting(key),
              conf.setting(ofExecutor));
    }
  }

  /** What is no number {@code KEY-02} speaks of. */
  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
