package io.sparkstead.stack.proof.store;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether the disk of a SeaweedFS holds its volumes, and its servers find one another. */
public record WeedDisks(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule VOLUMES_FIT =
      Rule.error("STO-32", "The disk of a SeaweedFS has room for the volumes of a bucket")
          .why("It makes several for each bucket, and finds no room for them: nobody can write.")
          .fix("Lower -master.volumeSizeLimitMB to a hundredth of the disk, or enlarge the claim.");

  static final Rule SERVERS_FIND_EACH_OTHER =
      Rule.error("STO-33", "What a SeaweedFS calls itself leads to its ports")
          .why("Master, volumes and gateway dial one another by that name: nothing is stored.")
          .fix("Say -ip=127.0.0.1 where all of them are in one pod.");

  /** A bucket begins with several, and what belongs to none has its own. */
  private static final long LEAST_VOLUMES = 3;

  /** What the master says by default, in megabytes. */
  private static final long USUAL_VOLUME = 30_000;

  private static final long MEBI = 1L << 20;

  /** Each server, where it listens by default, and where to be asked by gRPC. */
  private static final List<String> SERVERS = List.of("master:9333", "volume:8080", "filer:8888");

  private static final int TO_GRPC = 10_000;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (List<String> server : StorePrograms.weedServers(stack, workload)) {
        volumesFit(workload, server);
        serversFindEachOther(workload, option(server, "ip").orElse(""), server);
      }
    }
  }

  private static Optional<String> option(List<String> server, String name) {
    for (String word : server) {
      if (word.startsWith("-" + name + "=") || word.startsWith("--" + name + "=")) {
        return Optional.of(word.substring(word.indexOf('=') + 1));
      }
    }
    return Optional.empty();
  }

  private void volumesFit(Workload workload, List<String> server) {
    String said = option(server, "master.volumeSizeLimitMB").orElse("" + USUAL_VOLUME);
    // By a number of one's own volumes are made, however large they may grow.
    boolean isReckoned = option(server, "volume.max").orElse("").equals("0");
    long disk = disk(workload, option(server, "dir").orElse("")) / MEBI;
    long room = Words.isNumber(said) && said.length() < 10 ? disk / Long.parseLong(said) : 0;
    if (isReckoned && disk > 0 && Words.isNumber(said) && room < LEAST_VOLUMES) {
      at(VOLUMES_FIT, workload, "volumeSizeLimitMB")
          .say(
              "{it} has a disk of {}Mi for volumes of {} MB, {} in all, and a bucket begins with several;"
                  + " say -master.volumeSizeLimitMB={}",
              disk,
              said,
              room,
              Math.max(64, disk / 100));
    }
  }

  /** How many bytes are behind {@code folder}; none where nobody says. */
  private long disk(Workload workload, String folder) {
    Optional<PersistentVolumeClaim> claim =
        folder.startsWith("/") ? workload.claimBehind(folder, stack) : Optional.empty();
    Optional<Quantity> size =
        claim.isPresent() ? Given.storage(claim.get().getSpec()) : Optional.empty();
    return size.isPresent() ? Quantities.parts(size.get(), 1) : 0;
  }

  private void serversFindEachOther(Workload workload, String ip, List<String> server) {
    Optional<ClusterName> name =
        ip.matches(".*[a-z].*") ? ClusterName.of(ip, -1, stack) : Optional.empty();
    // A pod of a headless Service is reached at all its ports.
    Optional<ServiceView> service =
        name.isPresent() && name.get().namespace().equals(stack.namespace())
            ? stack.service(name.get().service())
            : Optional.empty();
    if (service.isEmpty() || service.get().isHeadless()) {
      return;
    }
    for (String one : SERVERS) {
      String title = one.substring(0, one.indexOf(':'));
      String said = option(server, title + ".port").orElse(one.substring(one.indexOf(':') + 1));
      int port = Words.isPort(said) ? Integer.parseInt(said) : 0;
      if (port > 0 && !(service.get().serves(port) && service.get().serves(port + TO_GRPC))) {
        at(SERVERS_FIND_EACH_OTHER, workload, ip)
            .say(
                "{it} has its {} be asked at {}:{} and {}, and {} does not lead there; say"
                    + " -ip=127.0.0.1",
                title,
                ip,
                port,
                port + TO_GRPC,
                service.get());
        return;
      }
    }
  }
}
