package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Sources;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;

/** Whether what MinIO is told by variables lets it start, be filled, and answer all executors. */
public record MinioLimits(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROOT_MAY_COME_IN =
      Rule.error("STO-29", "Where root's keys fill a MinIO, root may come in")
          .why("MinIO refuses these keys then: no bucket, no user and no policy is made.")
          .fix("Drop MINIO_API_ROOT_ACCESS, or set it once all is made and by another user.");

  static final Rule DRIVES_ARE_ENOUGH =
      Rule.error("STO-30", "MinIO has twice as many drives as its storage class has parity")
          .why("It refuses the class, and does not start.")
          .fix("Drop the storage class, or give MinIO more drives.");

  static final Rule ALL_MAY_ASK =
      Rule.warning("STO-31", "MinIO answers as many requests at once as executors have cores")
          .why("Tasks wait for one another, and are told 503 SlowDown when they have waited long.")
          .fix("Drop MINIO_API_REQUESTS_MAX: MinIO reckons it from its memory.");

  static final Rule DRIVES_ARE_MOUNTED =
      Rule.error("STO-34", "A MinIO whose root is read-only has its drives on mounted disks")
          .why("It cannot make the folders, and does not start.")
          .fix("Name folders where a disk is mounted, or mount one at each.");

  private static final String ROOT_ACCESS = "MINIO_API_ROOT_ACCESS";
  private static final String MOST_REQUESTS = "MINIO_API_REQUESTS_MAX";
  private static final Set<String> OFF = Set.of("off", "false", "0", "no", "disabled", "disable");

  private static final List<String> CLASSES =
      List.of("MINIO_STORAGE_CLASS_STANDARD", "MINIO_STORAGE_CLASS_RRS");

  private static final List<String> ROOT =
      List.of(
          "MINIO_ROOT_USER",
          "MINIO_ROOT_USER_FILE",
          "MINIO_ROOT_PASSWORD",
          "MINIO_ROOT_PASSWORD_FILE");

  /** {@code /data{1...4}}. */
  private static final Hinted SERIES = Hinted.onLine("\\{(\\d{1,4})\\.\\.\\.(\\d{1,4})\\}", "...");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        if (StorePrograms.runMinio(container)) {
          rootMayComeIn(workload, container);
          drivesAreEnough(workload, container);
          drivesAreMounted(workload, container);
          allMayAsk(workload, container);
        }
      }
    }
  }

  private void rootMayComeIn(Workload store, ContainerView container) {
    String access = container.variable(ROOT_ACCESS).orElse("").strip().toLowerCase(Locale.ROOT);
    if (!OFF.contains(access)) {
      return;
    }
    Set<String> roots = rootSecrets(store, container);
    for (Workload other : stack.workloads()) {
      for (Source secret : Sources.of(other).secrets()) {
        if (!other.equals(store) && roots.contains(secret.name())) {
          at(ROOT_MAY_COME_IN, store, ROOT_ACCESS)
              .say(
                  "{it} lets root in nowhere, by {}={}, and {} comes by root's keys of Secret {};"
                      + " drop it",
                  ROOT_ACCESS,
                  access,
                  other,
                  secret.name());
          return;
        }
      }
    }
  }

  private static Set<String> rootSecrets(Workload store, ContainerView container) {
    Set<String> secrets = new TreeSet<>();
    for (Variable variable : container.variables()) {
      if (ROOT.contains(variable.name())) {
        Optional<Mount> mount = container.mountOf(variable.value().orElse(""));
        Optional<VolumeView> volume =
            mount.isPresent() ? store.volume(mount.get()) : Optional.empty();
        if (volume.isPresent() && volume.get().secret().isPresent()) {
          secrets.add(volume.get().secret().get().name());
        }
        if (variable.source().isPresent() && variable.source().get().getSecretKeyRef() != null) {
          secrets.add(variable.source().get().getSecretKeyRef().getName());
        }
      }
    }
    return secrets;
  }

  private void drivesAreEnough(Workload store, ContainerView container) {
    long drives = drives(store, container);
    for (String name : CLASSES) {
      String said = container.variable(name).orElse("").strip();
      String parity = said.startsWith("EC:") ? said.substring("EC:".length()) : "";
      if (drives > 0 && Words.isPort(parity) && Long.parseLong(parity) * 2 > drives) {
        at(DRIVES_ARE_ENOUGH, store, name)
            .say(
                "{it} has {}={} and {}; parity is half of the drives at most: drop it, or give"
                    + " MinIO {} drives",
                name,
                said,
                drives == 1 ? "one drive" : drives + " drives",
                Long.parseLong(parity) * 2);
      }
    }
  }

  /** Of all its pods together; none where that is in doubt. */
  private static long drives(Workload store, ContainerView container) {
    long drives = 0;
    for (String word : driveWords(container)) {
      drives += series(word) * (word.contains("://") ? 1 : store.replicas());
    }
    return drives;
  }

  /** Folders and addresses of them; none where that is in doubt. */
  private static List<String> driveWords(ContainerView container) {
    List<String> words = Words.of(container.commandLine());
    List<String> drives = new ArrayList<>();
    boolean isOption = false;
    for (String word : words.subList(words.indexOf("server") + 1, words.size())) {
      if (word.contains("$")) {
        return List.of();
      }
      if (!isOption && (word.startsWith("/") || word.contains("://"))) {
        drives.add(word);
      }
      isOption = word.startsWith("--") && !word.contains("=");
    }
    return drives;
  }

  private void drivesAreMounted(Workload store, ContainerView container) {
    if (!Given.isTrue(container.security().getReadOnlyRootFilesystem())) {
      return;
    }
    for (String word : driveWords(container)) {
      List<MatchResult> series = SERIES.results(word);
      // Of several series in one word, the first is enough to see by.
      String first =
          series.isEmpty() ? word : word.replace(series.get(0).group(), series.get(0).group(1));
      if (!word.contains("://") && container.mountOf(first).isEmpty()) {
        at(DRIVES_ARE_MOUNTED, store, word)
            .say(
                "{it} keeps its objects at {}, where no disk is mounted and nobody may write; name a"
                    + " folder of a disk",
                word);
      }
    }
  }

  private static long series(String word) {
    long all = 1;
    for (MatchResult series : SERIES.results(word)) {
      all *= 1 + Long.parseLong(series.group(2)) - Long.parseLong(series.group(1));
    }
    return all;
  }

  private void allMayAsk(Workload store, ContainerView container) {
    String most = container.variable(MOST_REQUESTS).orElse("").strip();
    if (!Words.isPort(most) || Integer.parseInt(most) == 0) {
      return;
    }
    for (Conf conf : stack.confs()) {
      long cores = number(conf.get(Keys.MAX_EXECUTORS)) * number(conf.get(Keys.EXECUTOR_CORES));
      if (cores > Long.parseLong(most) && isAskedBy(conf, store)) {
        at(ALL_MAY_ASK, store, MOST_REQUESTS)
            .say(
                "{it} answers {} requests at once, by {}, and executors of {} have {} cores; drop"
                    + " it, or raise it",
                most,
                MOST_REQUESTS,
                conf,
                cores);
        return;
      }
    }
  }

  private boolean isAskedBy(Conf conf, Workload store) {
    Optional<ClusterName> name = S3.inside(stack, conf.get(S3.ENDPOINT).orElse(""));
    Optional<ServiceView> service =
        name.isPresent() ? stack.service(name.get().service()) : Optional.empty();
    return service.isPresent() && service.get().selects(store);
  }

  private static long number(Optional<String> text) {
    return text.isPresent() && Words.isPort(text.get()) ? Long.parseLong(text.get()) : 1;
  }
}
