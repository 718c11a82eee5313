package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.ShellText;
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

  private static final Hinted BUCKET =
      Hinted.onLine("s3a://([a-z0-9][a-z0-9.-]+)(?=[/'\"\\s;]|$)", S3.SCHEME);

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        bucketsAreMade(workload, container);
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
