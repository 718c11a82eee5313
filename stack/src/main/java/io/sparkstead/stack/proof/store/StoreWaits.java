package io.sparkstead.stack.proof.store;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.ScriptCommands;
import io.sparkstead.stack.proof.text.ShellText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Whether what waits for a store waits for something that comes, and stops when it has come. */
public record StoreWaits(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule BUCKET_IS_MADE =
      Rule.error("STO-10", "A bucket that a command names is one that the stack makes")
          .why("The store has no such bucket, and who waits for it waits for ever.")
          .fix("Name the bucket of the ObjectStore.");

  static final Rule WAIT_ENDS =
      Rule.error("STO-11", "A wait ends when what it waits for is there")
          .why("It goes on for as long as all is well: what comes behind it never starts.")
          .fix("Say until where it says while, or turn what it asks.");

  static final Rule HOOK_ENDS =
      Rule.error("STO-27", "What a container does as it starts comes to an end")
          .why("Until then it does not count as running: it is never ready, and no bucket is made.")
          .fix("Give it a time: timeout 10 weed shell ….");

  private static final Hinted BUCKET =
      Hinted.onLine("s3a://([a-z0-9][a-z0-9.-]+)(?=[/'\"\\s;]|$)", S3.SCHEME);

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        bucketsAreMade(workload, container);
        hookEnds(workload, container);
      }
      for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
        Optional<String> turned = ShellText.turned(told.getValue());
        if (turned.isPresent()) {
          inFile(WAIT_ENDS, told.getKey(), turned.get())
              .say("{it} sleeps for as long as '{}' works; turn while and until", turned.get());
        }
      }
    }
  }

  /** What it does when it starts has to find servers that start beside it. */
  private void hookEnds(Workload workload, ContainerView container) {
    Lifecycle lifecycle = container.model().getLifecycle();
    LifecycleHandler hook = lifecycle == null ? null : lifecycle.getPostStart();
    if (hook == null || hook.getExec() == null) {
      return;
    }
    String line = String.join(" ", Given.list(hook.getExec().getCommand()));
    waits(workload, container, line, line);
    for (Embedded file : stack.embedded()) {
      if (line.contains("/" + file.key()) && workload.mounts(container, file.manifest().name())) {
        waits(workload, container, file.text(), file.key());
      }
    }
  }

  private void waits(Workload workload, ContainerView container, String script, String what) {
    for (List<String> command : ScriptCommands.of(script).all()) {
      String program = command.get(0).replaceFirst(".*/", "");
      boolean isShell = program.equals("weed") && command.contains("shell");
      boolean isFollowing =
          program.equals("tail") && (command.contains("-f") || command.contains("-F"));
      boolean isBehind = isBehind(program, script);
      if ((isShell || isFollowing) && !isBehind) {
        at(HOOK_ENDS, workload, "postStart:")
            .say(
                "postStart of container {} of {it} runs {} by {}, which may wait for ever; put"
                    + " timeout 10 before it",
                container.name(),
                String.join(" ", command.subList(0, 2)),
                what);
      }
    }
  }

  /** Whether a line that runs it ends in one &, and so goes on without it. */
  private static boolean isBehind(String program, String script) {
    for (String line : script.split("\n", -1)) {
      String command = line.strip();
      if (command.contains(program) && command.endsWith("&") && !command.endsWith("&&")) {
        return true;
      }
    }
    return false;
  }

  private void bucketsAreMade(Workload workload, ContainerView container) {
    for (String bucket : new TreeSet<>(BUCKET.findAll(container.commandLine()))) {
      for (Conf conf : stack.confs()) {
        // The one that is made is the one that its own properties name.
        if (conf.get(S3.ENDPOINT).isPresent() && !S3.isMade(stack, conf, bucket)) {
          at(BUCKET_IS_MADE, workload, S3.SCHEME + bucket)
              .say(
                  "container {} of {it} asks for bucket {}, which nobody makes; name the bucket of"
                      + " the ObjectStore",
                  container.name(),
                  bucket);
          break;
        }
      }
    }
  }
}
