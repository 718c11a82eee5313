package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import io.sparkstead.stack.proof.text.ShellCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MinIO, its client, SeaweedFS and policies of buckets are told what they take. */
public record StoreScripts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SUBCOMMAND_EXISTS =
      Rule.error("KEY-32", "MinIO's client has the command that a script gives it")
          .why("The script ends with an error, and bucket, user or policy are not made.")
          .fix("Name one that it has, as mc --help lists them.");

  static final Rule POLICY_VERSION_IS_KNOWN =
      Rule.error("KEY-33", "A policy of a bucket is in a version of the language that there is")
          .why("The store refuses the policy, and its user may do nothing.")
          .fix("Say 2012-10-17, which is the language's, and no date of the policy's.");

  static final Rule MAKING_A_BUCKET_AGAIN_WORKS =
      Rule.warning("UPD-43", "A script that makes a bucket can run again")
          .why("The bucket is there the second time, and what stands behind is not done.")
          .fix("Say mc mb --ignore-existing.");

  static final Rule VOLUMES_ARE_ENOUGH =
      Rule.error("DYN-34", "SeaweedFS may hold as many volumes as its buckets begin with")
          .why("A volume is of one bucket: writes end with No writable volumes.")
          .fix("Say -volume.max=0, which is as many as the disk takes.");

  static final Rule SCRIPT_IS_RUN =
      Rule.error("REF-45", "A script that a pod mounts is run by something")
          .why("What it does, such as making a bucket, is not done.")
          .fix("Leave the command or hook that names it, or leave the script out.");

  /** By the words before them. */
  private static final Map<List<String>, Set<String>> SUBCOMMANDS =
      Map.of(
          List.of("mc", "admin", "policy"),
          Set.of("create", "remove", "rm", "list", "ls", "info", "attach", "detach", "entities"),
          List.of("mc", "admin", "user"),
          Set.of(
              "add", "disable", "enable", "remove", "rm", "list", "ls", "info", "policy", "svcacct",
              "sts"),
          List.of("mc", "alias"),
          Set.of("set", "list", "ls", "remove", "rm", "import", "export"));

  /** No variable, and no option. */
  private static final Pattern SUBCOMMAND = Pattern.compile("[a-z][\\w-]*");

  private static final Pattern POLICY_VERSION = Pattern.compile("\"Version\"\\s*:\\s*\"([^\"]*)\"");

  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

  private static final Pattern VOLUMES = Pattern.compile("-volume\\.max[= ](\\d{1,6})\\b");

  /** A bucket's collection begins with seven volumes, and the filer's own has some. */
  private static final int FEWEST_VOLUMES = 8;

  /** What login shells read, whoever starts them. */
  private static final String PROFILES = "/profile.d";

  @Override
  public void check() {
    for (Embedded file : stack.embedded()) {
      policyVersionIsKnown(file);
      makingABucketAgainWorks(file);
      volumesAreEnough(file);
      if (file.key().endsWith(".sh")) {
        for (List<String> command : ShellCommands.of(file.text(), "mc")) {
          subcommandExists(file, command);
        }
        scriptIsRun(file);
      }
    }
  }

  private void subcommandExists(Embedded file, List<String> command) {
    for (Map.Entry<List<String>, Set<String>> group : SUBCOMMANDS.entrySet()) {
      int at = group.getKey().size();
      boolean isOfIt = command.size() > at && command.subList(0, at).equals(group.getKey());
      if (isOfIt
          && SUBCOMMAND.matcher(command.get(at)).matches()
          && !group.getValue().contains(command.get(at))) {
        String called = String.join(" ", command.subList(0, at + 1));
        at(SUBCOMMAND_EXISTS, file, called)
            .say(
                "{it} calls {}, which there is not{}",
                called,
                Near.remedy(command.get(at), new TreeSet<>(group.getValue())));
      }
    }
  }

  private void policyVersionIsKnown(Embedded file) {
    if (!file.text().contains("\"Statement\"")) {
      return;
    }
    Matcher version = POLICY_VERSION.matcher(file.text());
    while (version.find()) {
      if (!VERSIONS.contains(version.group(1))) {
        at(POLICY_VERSION_IS_KNOWN, file, version.group())
            .say(
                "{it} is a policy of version '{}', which the language has not; say 2012-10-17",
                version.group(1));
      }
    }
  }

  private void makingABucketAgainWorks(Embedded file) {
    for (String line : file.text().split("\n", -1)) {
      String command = line.strip();
      boolean endsScript = file.text().contains("set -e") && !command.contains("||");
      if (command.startsWith("mc mb ")
          && endsScript
          && !command.contains("--ignore-existing")
          && !command.contains(" -p ")) {
        at(MAKING_A_BUCKET_AGAIN_WORKS, file, command)
            .say("{it} says '{}', which fails when it runs again; add --ignore-existing", command);
      }
    }
  }

  private void volumesAreEnough(Embedded file) {
    Matcher volumes = VOLUMES.matcher(file.text());
    while (volumes.find()) {
      int most = Integer.parseInt(volumes.group(1));
      if (most > 0 && most < FEWEST_VOLUMES) {
        at(VOLUMES_ARE_ENOUGH, file, volumes.group())
            .say(
                "{it} lets SeaweedFS hold {} volumes, and a bucket begins with seven; say 0, which"
                    + " is as many as fit, or {} at least",
                most,
                FEWEST_VOLUMES);
      }
    }
  }

  /** Not what people run themselves: those scripts are files of the tree too. */
  private void scriptIsRun(Embedded file) {
    if (stack.files().containsKey(file.manifest().folder() + "/" + file.key())) {
      return;
    }
    for (Workload workload : stack.workloads()) {
      if (workload.mounts(file.manifest().name())
          && !isAPersons(file, workload)
          && isKnown(workload)
          && !isForPeople(file)
          && !isNamed(file.key(), workload)) {
        at(SCRIPT_IS_RUN, file, file.key())
            .say(
                "{} mounts {it}, and nothing runs it; name it in a command or a hook, or leave it"
                    + " out",
                workload);
      }
    }
  }

  /** What a person mounts in all of Spark's pods is there for one of them, or for notebooks. */
  private static boolean isAPersons(Embedded file, Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      if (volume.name().startsWith(OwnVolume.PREFIX)
          && volume.configMap().isPresent()
          && volume.configMap().get().name().equals(file.manifest().name())) {
        return true;
      }
    }
    return false;
  }

  /** An image of somebody else's may run by itself what is mounted in a folder that it knows. */
  private boolean isKnown(Workload workload) {
    for (ContainerView container : workload.containers()) {
      if (container.command().isEmpty() && !stack.images().has(container.image())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a notebook mounts it too, whose terminal is where people run scripts, or a shell's
   * start does.
   */
  private boolean isForPeople(Embedded file) {
    for (Workload workload : stack.workloads()) {
      if (workload.mounts(file.manifest().name())) {
        if (stack.runsDriver(workload) && !workload.isJob()) {
          return true;
        }
        for (ContainerView container : workload.containers()) {
          for (Mount mount : container.mounts()) {
            if (mount.path().contains(PROFILES)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** By a command, a hook, the path of a mount, a file of an image or another script. */
  private boolean isNamed(String script, Workload workload) {
    List<String> texts = new ArrayList<>(stack.files().values());
    texts.add(stack.toldByItself(workload));
    for (ContainerView container : workload.containers()) {
      for (Mount mount : container.mounts()) {
        texts.add(mount.path());
      }
    }
    for (Embedded other : stack.embedded()) {
      if (!other.key().equals(script)) {
        texts.add(other.text());
      }
    }
    return texts.stream().anyMatch(text -> text.contains("/" + script));
  }
}
