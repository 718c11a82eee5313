package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** Whether scripts that fill a store make what they name before they name it. */
public record MadeBefore(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MADE_BEFORE_IT_IS_NAMED =
      Rule.error("STO-35", "What mc attaches, or asks for, is made before")
          .why("It does not exist yet: the command fails, and with it the script, on each try.")
          .fix("Move the line that makes it up.");

  static final Rule FOLDER_MAY_BE_THERE =
      Rule.error(
              "STO-36",
              "A pod that makes a folder of a store at each start takes one that is there")
          .why(
              "At the second start it fails with File exists, and who waits for it waits for ever.")
          .fix("Say -mkdir -p.");

  static final Rule STORE_IS_FILLED_AT_ITS_START =
      Rule.error("POD-56", "What makes a bucket runs when its store starts, not before it stops")
          .why("By preStop it runs when nobody needs it: until then there is no bucket.")
          .fix("Make it a postStart hook, or a Job.");

  /** What makes buckets and who may use them. */
  private static final List<String> MAKERS =
      List.of("s3.bucket.create", "s3.configure", "mc mb ", "create-bucket");

  private static final int WORDS = 3;

  /** Three words that make something, and those that want it made. */
  private record Order(List<String> making, List<String> naming) {}

  private static final List<Order> ORDERS =
      List.of(
          new Order(List.of("admin", "policy", "create"), List.of("admin", "policy", "attach")),
          new Order(List.of("admin", "user", "add"), List.of("admin", "policy", "attach")),
          new Order(List.of("admin", "user", "add"), List.of("admin", "user", "disable")));

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (StartedScript script : StartedScript.of(stack, workload, container)) {
          List<List<String>> commands = script.commands().all();
          for (Order order : ORDERS) {
            isInOrder(script, order, commands);
          }
          aliasIsSet(script, commands);
          folderMayBeThere(script, script.text());
        }
        folderMayBeThere(workload, container.commandLine());
        storeIsFilledAtItsStart(workload, container);
      }
    }
  }

  private static boolean does(List<String> command, List<String> words) {
    return command.size() > WORDS + 1
        && command.get(0).equals("mc")
        && command.subList(1, WORDS + 1).equals(words);
  }

  /** The name stands behind the alias when it is made, and anywhere when it is named. */
  private void isInOrder(StartedScript script, Order order, List<List<String>> commands) {
    for (int made = 0; made < commands.size(); made++) {
      List<String> making = commands.get(made);
      if (does(making, order.making()) && making.size() > WORDS + 2) {
        String name = making.get(WORDS + 2);
        for (List<String> earlier : commands.subList(0, made)) {
          if (does(earlier, order.naming())
              && earlier.contains(name)
              && !isMade(order, name, commands.subList(0, commands.indexOf(earlier)))) {
            tell(script, String.join(" ", earlier.subList(0, WORDS + 1)), name);
            return;
          }
        }
      }
    }
  }

  private static boolean isMade(Order order, String name, List<List<String>> before) {
    return before.stream().anyMatch(one -> does(one, order.making()) && one.contains(name));
  }

  /** One that is set first by a line behind the first that uses it. */
  private void aliasIsSet(StartedScript script, List<List<String>> commands) {
    List<String> used = new ArrayList<>();
    for (List<String> command : commands) {
      boolean isMc = command.get(0).equals("mc") && command.size() > 2;
      if (isMc && command.get(1).equals("alias") && command.size() > WORDS) {
        String name = command.get(WORDS);
        boolean isSet = command.get(2).equals("set");
        if (isSet && used.contains(name)) {
          tell(script, "mc", "alias " + name);
          return;
        }
      } else if (isMc) {
        for (String word : command.subList(2, command.size())) {
          used.add(word.contains("/") ? word.substring(0, word.indexOf('/')) : word);
        }
      }
    }
  }

  private void storeIsFilledAtItsStart(Workload workload, ContainerView container) {
    var lifecycle = container.model().getLifecycle();
    if (lifecycle == null || lifecycle.getPreStop() == null || lifecycle.getPostStart() != null) {
      return;
    }
    var hook = lifecycle.getPreStop().getExec();
    String words = String.join(" ", Given.list(hook == null ? null : hook.getCommand()));
    StringBuilder run = new StringBuilder(words);
    for (Evidence.Embedded file : stack.embedded()) {
      if (words.contains("/" + file.key()) && workload.mounts(file.manifest().name())) {
        run.append('\n').append(file.text());
      }
    }
    for (String maker : MAKERS) {
      if (run.indexOf(maker) >= 0) {
        at(STORE_IS_FILLED_AT_ITS_START, workload, "preStop:")
            .say(
                "{it} runs '{}' before container {} stops, and it makes what has to be there from the"
                    + " start; make it a postStart hook",
                words,
                container.name());
        return;
      }
    }
  }

  private void tell(StartedScript script, String command, String name) {
    at(MADE_BEFORE_IT_IS_NAMED, script, command)
        .say("{it} runs {} with {}, which it makes further down; move that up", command, name);
  }

  private void folderMayBeThere(Written where, String text) {
    boolean isHadoops =
        text.contains("FsShell") || text.contains("hadoop fs") || text.contains("hdfs dfs");
    if (isHadoops && text.matches("(?s).*\\s-mkdir\\s+['\"]?(?:s3a://|\\$).*")) {
      at(FOLDER_MAY_BE_THERE, where, "-mkdir")
          .say("{it} makes a folder of the store by -mkdir alone, which fails where it is; add -p");
    }
  }
}
