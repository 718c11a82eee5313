package io.sparkstead.stack.proof.store;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Lines;
import io.sparkstead.stack.proof.text.ShellCommands;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether MinIO and SeaweedFS take their arguments, listen for others, and find what they name. */
public record StoreArguments(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OPTION_IS_ONE =
      Rule.error("STO-14", "A store of the cluster is started by words that it has")
          .why("It prints how it is used, and ends.")
          .fix("Write the word as the finding names it.");

  static final Rule LISTENS_FOR_OTHERS =
      Rule.error(
              "STO-15", "A store of the cluster listens for others, each of its servers at a port")
          .why("Nobody reaches it but its own pod, or it does not start.")
          .fix("Leave the address out in front of the port, and give each server a port.");

  static final Rule NAMED_FILE_IS_THERE =
      Rule.error("STO-16", "A file that SeaweedFS is told of is mounted, or written by its script")
          .why("It does not start, or starts without the users or certificates it should know.")
          .fix("Name the file as the script that writes it does.");

  private static final List<String> MINIO_OPTIONS =
      List.of(
          "--address",
          "--anonymous",
          "--certs-dir",
          "--config",
          "--config-dir",
          "--conn-client-read-deadline",
          "--conn-client-write-deadline",
          "--console-address",
          "--crossdomain-xml",
          "--ftp",
          "--idle-timeout",
          "--interface",
          "--json",
          "--listeners",
          "--memlimit",
          "--quiet",
          "--read-header-timeout",
          "--sftp");

  private static final List<String> WEED_PROGRAMS =
      List.of(
          "admin",
          "backup",
          "benchmark",
          "export",
          "filer",
          "fix",
          "iam",
          "master",
          "mini",
          "mount",
          "s3",
          "server",
          "sftp",
          "shell",
          "version",
          "volume",
          "webdav",
          "worker");

  private static final List<String> WEED_OPTIONS =
      List.of(
          "-dir",
          "-filer",
          "-filer.maxMB",
          "-filer.port",
          "-filer.port.grpc",
          "-iam",
          "-ip",
          "-ip.bind",
          "-logtostderr",
          "-master",
          "-master.defaultReplication",
          "-master.dir",
          "-master.peers",
          "-master.port",
          "-master.port.grpc",
          "-master.telemetry",
          "-master.volumePreallocate",
          "-master.volumeSizeLimitMB",
          "-metricsPort",
          "-s3",
          "-s3.allowDeleteBucketNotEmpty",
          "-s3.cert.file",
          "-s3.config",
          "-s3.domainName",
          "-s3.iam",
          "-s3.ip.bind",
          "-s3.key.file",
          "-s3.port",
          "-s3.port.grpc",
          "-s3.port.https",
          "-s3.port.iceberg",
          "-s3.port.lance",
          "-volume",
          "-volume.dir.idx",
          "-volume.index",
          "-volume.max",
          "-volume.minFreeSpace",
          "-volume.port",
          "-volume.port.grpc",
          "-volume.preStopSeconds",
          "-webdav",
          "-webdav.port");

  private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
  private static final String ADDRESS = "--address";
  private static final String CONSOLE = "--console-address";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        if (StorePrograms.isMinio(container)) {
          minio(workload, container);
        }
      }
      String told = stack.allTold(workload);
      for (List<String> command : ShellCommands.of(told, "weed")) {
        weed(workload, command, told);
      }
      for (List<String> server : StorePrograms.weedServers(stack, workload)) {
        weedListens(workload, server);
        namedFilesAreThere(workload, server, told);
      }
    }
  }

  private void minio(Workload workload, ContainerView container) {
    List<String> words = Words.of(container.commandLine());
    int first = words.isEmpty() || !words.get(0).matches("(?:.*/)?minio") ? 0 : 1;
    String program = first < words.size() ? words.get(first) : "";
    if (!words.contains("server") && NearName.of(program, List.of("server")).isPresent()) {
      say(workload, program, "server");
    }
    for (String word : words) {
      String option = word.replaceFirst("=.*", "");
      Optional<String> meant = NearName.within(2, option, MINIO_OPTIONS);
      if (option.startsWith("--") && !MINIO_OPTIONS.contains(option) && meant.isPresent()) {
        say(workload, option, meant.get());
      }
    }
    String line = container.commandLine();
    String api = port(line, ADDRESS).orElse("9000");
    for (String option : List.of(ADDRESS, CONSOLE)) {
      for (String address : Words.allAfter(line, option)) {
        int colon = address.lastIndexOf(':');
        // A console that nobody else is offered may well be for its own pod.
        boolean isOffered = workload.declares(number(address.substring(colon + 1)));
        if (isOffered && OWN.contains(address.substring(0, Math.max(colon, 0)))) {
          at(LISTENS_FOR_OTHERS, workload, address)
              .say("{it} listens at {}, which is its own pod's alone; say :port", address);
        }
      }
    }
    if (port(line, CONSOLE).equals(Optional.of(api))) {
      at(LISTENS_FOR_OTHERS, workload, api)
          .say("{it} has MinIO and its console listen at {}; give each its own", api);
    }
  }

  private static int number(String port) {
    return Words.isPort(port) ? Integer.parseInt(port) : 0;
  }

  private static Optional<String> port(String line, String option) {
    for (String address : Words.allAfter(line, option)) {
      return Words.number(address.substring(address.lastIndexOf(':') + 1));
    }
    return Optional.empty();
  }

  private void say(Workload workload, String word, String meant) {
    at(OPTION_IS_ONE, workload, word)
        .say(
            "{it} starts its store with {}, which it does not know; did you mean {}?", word, meant);
  }

  private void weed(Workload workload, List<String> command, String told) {
    boolean isKnown = false;
    Optional<String> unknown = Optional.empty();
    for (String word : command.subList(1, command.size())) {
      String option = word.replaceFirst("=.*", "").replaceFirst("^--", "-");
      isKnown |= WEED_PROGRAMS.contains(word);
      unknown = !word.startsWith("-") && unknown.isEmpty() ? Optional.of(word) : unknown;
      Optional<String> meant = NearName.within(2, option, WEED_OPTIONS);
      if (option.matches("-[a-z].*\\..*") && !WEED_OPTIONS.contains(option) && meant.isPresent()) {
        say(workload, option, meant.get());
      }
    }
    if (!isKnown && unknown.isPresent()) {
      Optional<String> meant = NearName.within(2, unknown.get(), WEED_PROGRAMS);
      if (meant.isPresent()) {
        say(workload, unknown.get(), meant.get());
      }
    }
    masterIsFound(workload, command, told);
  }

  /** Of a shell beside the server, in the same pod. */
  private void masterIsFound(Workload workload, List<String> command, String told) {
    if (!command.contains("shell") || StorePrograms.weedServers(stack, workload).isEmpty()) {
      return;
    }
    String listens = Words.numberAfter(told, "-master.port").orElse("9333");
    for (String word : command) {
      boolean isOwn = word.matches("--?master=(?:127\\.0\\.0\\.1|localhost):\\d+");
      if (isOwn && !word.endsWith(":" + listens)) {
        at(LISTENS_FOR_OTHERS, workload, word)
            .say("{it} asks its master by {}, and it listens at {}; say that", word, listens);
      }
    }
  }

  private void weedListens(Workload workload, List<String> server) {
    String all = "";
    String gateway = "";
    for (String word : server) {
      String value = word.substring(word.indexOf('=') + 1);
      all = word.matches("--?ip\\.bind=.*") ? value : all;
      gateway = word.matches("--?s3\\.ip\\.bind=.*") ? value : gateway;
    }
    String bound = gateway.isEmpty() ? all : gateway;
    if (OWN.contains(bound)) {
      at(LISTENS_FOR_OTHERS, workload, "-s3.ip.bind")
          .say(
              "{it} has its S3 gateway listen at {}, its own pod's alone; tell weed"
                  + " -s3.ip.bind=0.0.0.0",
              bound);
    }
  }

  private void namedFilesAreThere(Workload workload, List<String> server, String told) {
    Set<String> named = new TreeSet<>();
    for (String word : server) {
      if (word.matches("--?s3\\.(?:config|cert\\.file|key\\.file)=/.*")) {
        named.add(word.substring(word.indexOf('=') + 1));
      }
    }
    for (ContainerView container : workload.mainContainers()) {
      for (ContainerView.Variable variable : container.variables()) {
        String value = variable.value().orElse("");
        if (variable.name().startsWith("WEED_GRPC_") && value.startsWith("/")) {
          named.add(value);
        }
      }
      named.removeIf(path -> isThere(workload, container, path, told));
    }
    for (String path : named) {
      at(NAMED_FILE_IS_THERE, workload, path)
          .say("{it} tells SeaweedFS of {}, which nobody mounts and no script writes", path);
    }
  }

  /** What a volume that is empty at first holds, a script has to write. */
  private static boolean isThere(
      Workload workload, ContainerView container, String path, String told) {
    for (ContainerView.Mount mount : container.mounts()) {
      Optional<VolumeView> volume = workload.volume(mount);
      boolean isFilled = volume.isPresent() && volume.get().model().getEmptyDir() == null;
      if (isFilled && (path.equals(mount.path()) || path.startsWith(mount.path() + "/"))) {
        return true;
      }
    }
    return path.startsWith("/dev/") || isWritten(path, told);
  }

  /** Whether a line names it that is more than an option's or a variable's value. */
  private static boolean isWritten(String path, String told) {
    for (String line : Lines.with(told, List.of(path)).split("\n", -1)) {
      int at = line.indexOf(path);
      if (at > 0 && !line.strip().equals(path) && line.charAt(at - 1) != '=') {
        return true;
      }
    }
    return false;
  }
}
