package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.component.SeaweedFs;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether anything floats: what was reviewed is what runs. */
public record Pins(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule IMAGE_IS_PINNED =
      Rule.error("PIN-01", "An image has a tag that stays, or a digest")
          .why("Two pods of one manifest may run two programs.")
          .fix("Pin a release tag or a sha256 digest.");

  static final Rule BASE_IMAGE_IS_PINNED =
      Rule.error("PIN-02", "A Dockerfile is built on an image with a tag that stays, or a digest")
          .why("Tomorrow's build is another image.")
          .fix("Pin a release tag or a sha256 digest.");

  static final Rule DOWNLOAD_IS_VERIFIED =
      Rule.error("PIN-03", "Every download of a Dockerfile is checked by signature or checksum")
          .why("Whoever stands between puts his own file into your image.")
          .fix("Check with gpg --verify or sha256sum --check, or fetch by Maven coordinates.");

  static final Rule DOWNLOAD_STAYS =
      Rule.error("PIN-04", "Downloads come from where old releases stay")
          .why(
              "dlcdn.apache.org keeps the newest patch of each line alone: the build breaks with the"
                  + " next one.")
          .fix("Use archive.apache.org.");

  static final Rule REGISTRY_IS_ALIVE =
      Rule.error("PIN-05", "Images come from registries that still have them")
          .why("MinIO's own images were withdrawn in autumn 2026.")
          .fix("Use the community's fork, a mirror of yours, or another store.");

  static final Rule PYTHON_PACKAGES_ARE_LOCKED =
      Rule.error("PIN-06", "Python packages are installed by hash")
          .why("Tomorrow's build holds other packages.")
          .fix("Install a lock file with --require-hashes.");

  static final Rule FILES_ARE_ROOTS =
      Rule.error("PIN-07", "No file of an image is writable by everyone")
          .why("A process that was got into could change the program.")
          .fix("Use mode 0555 or 0444.");

  static final Rule USER_IS_A_NUMBER =
      Rule.error("PIN-08", "A Dockerfile ends as a user given by number, not root")
          .why("Kubernetes cannot hold runAsNonRoot against a name.")
          .fix("End with USER and the pods' uid.");

  static final Rule STORE_HAS_FIXES =
      Rule.warning("PIN-16", "MinIO is not of its own last releases")
          .why(
              "The project is archived, and CVE-2026-41145 and CVE-2026-40344 stay open: who knows an"
                  + " access key writes without the secret.")
          .fix("Use a release of a fork that goes on, or another store.");

  static final Rule STORE_WAS_TRIED =
      Rule.warning("PIN-17", "SeaweedFS is of a release that the rendered scripts were run with")
          .why(
              "A release has changed before what its gRPC port takes, and what it refuses to start with.")
          .fix("Take SeaweedFs.IMAGE, or try yours: the bucket, a restart, and the gRPC port.");

  private static final Hinted DOWNLOAD =
      Hinted.onLine(
          "\\b(?:curl|wget|fetch) .*?(?:https?://|\\s[\"']?\\$\\{?\\w+\\}?/)",
          "curl ",
          "wget ",
          "fetch ");
  private static final Hinted ADDED =
      Hinted.onLine("^((?:--(?!checksum)\\S+\\s+)*https?://\\S+)", "://");
  private static final Hinted PIP =
      Hinted.onLine("\\bpip3?(?:\\.\\d+)? install\\b", "pip install", "pip3 install", "pip3.");
  private static final Hinted HOST =
      Hinted.onLine("(https?://[^/\\s]+|\\$\\{?[A-Za-z_]\\w*\\}?(?=/))", "://", "$");
  private static final Hinted WRITABLE =
      Hinted.onLine(
              "(chmod(?:=|\\s+-R\\s+|\\s+)(?:0?777|0?666|a\\+w|o\\+w)\\S*)",
              "777",
              "666",
              "a+w",
              "o+w")
          .with("chmod");
  private static final String DROPS_RELEASES = "dlcdn.apache.org";
  private static final List<String> WITHDRAWN =
      List.of(
          "quay.io/minio/", "docker.io/minio/", "minio/minio", "minio/mc", "docker.io/bitnami/");

  private static final String SEAWEEDFS = "seaweedfs:";

  /** The day of MinIO's release, behind its image. */
  private static final String MINIO_RELEASE = "minio:RELEASE.";

  private static final String LAST_OF_MINIO = "2025-10-15";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        String pulled = stack.images().names().getOrDefault(container.image(), container.image());
        imageIsPinned(workload, pulled);
        registryIsAlive(workload, pulled);
        storeHasFixes(workload, container.image());
        storeWasTried(workload, container.image());
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      baseImageIsPinned(dockerfile);
      for (String run : dockerfile.all("RUN")) {
        downloadIsVerified(dockerfile, run);
        pythonPackagesAreLocked(dockerfile, run);
      }
      addedIsVerified(dockerfile);
      downloadStays(dockerfile);
      filesAreRoots(dockerfile);
      userIsANumber(dockerfile);
    }
  }

  private void imageIsPinned(Workload workload, String image) {
    if (floats(image)) {
      at(IMAGE_IS_PINNED, workload, image)
          .say("image {} of {it} floats; pin a release tag or a digest", image);
    }
  }

  private static boolean floats(String image) {
    int tag = image.lastIndexOf(':');
    return !image.contains("@sha256:")
        && (tag <= image.lastIndexOf('/') || image.endsWith(":latest"));
  }

  private void registryIsAlive(Workload workload, String image) {
    for (String withdrawn : WITHDRAWN) {
      if (image.startsWith(withdrawn)) {
        at(REGISTRY_IS_ALIVE, workload, image)
            .say(
                "image {} of {it} has been withdrawn; use the community's fork or a mirror", image);
      }
    }
  }

  private void storeHasFixes(Workload workload, String image) {
    if (isMinios(image)) {
      at(STORE_HAS_FIXES, workload, image)
          .say(
              "image {} of {it} is of MinIO's own releases, the last of which was {}; use a newer one"
                  + " of a fork, or another store",
              image,
              LAST_OF_MINIO);
    }
  }

  private void storeWasTried(Workload workload, String image) {
    String release = seaweedFs(image);
    if (!release.isEmpty() && !SeaweedFs.TRIED.contains(release)) {
      at(STORE_WAS_TRIED, workload, image)
          .say(
              "image {} of {it} is a SeaweedFS that was never run with these scripts; of {} they were",
              image,
              String.join(" and ", SeaweedFs.TRIED));
    }
  }

  /** The release of SeaweedFS: its tag, but for how it was built. */
  private static String seaweedFs(String image) {
    return behind(SEAWEEDFS, image).split("@", 2)[0].split("_", 2)[0];
  }

  /** Whether it is MinIO's server, by whatever registry, and as old as MinIO's own releases. */
  private static boolean isMinios(String image) {
    String[] release = behind(MINIO_RELEASE, image).split("T", 2);
    return release.length == 2
        && release[0].length() == LAST_OF_MINIO.length()
        && release[0].compareTo(LAST_OF_MINIO) <= 0;
  }

  /** What follows {@code name} in {@code image}, by whatever registry; nothing if it is another. */
  private static String behind(String name, String image) {
    int at = image.indexOf(name);
    return at == 0 || (at > 0 && image.charAt(at - 1) == '/')
        ? image.substring(at + name.length())
        : "";
  }

  private void baseImageIsPinned(DockerfileText dockerfile) {
    for (String base : dockerfile.bases()) {
      if (!base.startsWith("$") && floats(base)) {
        inFile(BASE_IMAGE_IS_PINNED, dockerfile.path(), base)
            .say("base image {} floats; pin a release tag or a digest", base);
      }
    }
  }

  private void downloadIsVerified(DockerfileText dockerfile, String run) {
    if (!isVerified(run) && DOWNLOAD.isIn(run)) {
      // The first host, or the variable in its place, is what the line is found by.
      String mark = HOST.find(run).orElse("RUN");
      inFile(DOWNLOAD_IS_VERIFIED, dockerfile.path(), mark)
          .say(
              "what {it} downloads from {} is used unchecked; check its signature or checksum",
              mark);
    }
    if (run.contains("http://")) {
      inFile(DOWNLOAD_IS_VERIFIED, dockerfile.path(), "http://")
          .say("a download in {it} is not encrypted; use https");
    }
  }

  private static boolean isVerified(String run) {
    return (run.contains("gpg ") && run.contains("--verify"))
        || run.contains("sum --check")
        || run.contains("sum -c");
  }

  private void addedIsVerified(DockerfileText dockerfile) {
    for (String added : dockerfile.all("ADD")) {
      Optional<String> address = ADDED.find(added);
      if (address.isPresent()) {
        inFile(DOWNLOAD_IS_VERIFIED, dockerfile.path(), "ADD")
            .say("ADD {} is used unchecked; add --checksum=sha256:… to it", address.get());
      }
    }
  }

  private void downloadStays(DockerfileText dockerfile) {
    if (dockerfile.expanded().contains(DROPS_RELEASES)) {
      inFile(DOWNLOAD_STAYS, dockerfile.path(), DROPS_RELEASES)
          .say("{} drops old releases; use archive.apache.org", DROPS_RELEASES);
    }
  }

  private void pythonPackagesAreLocked(DockerfileText dockerfile, String run) {
    if (!run.contains("--require-hashes") && PIP.isIn(run)) {
      inFile(PYTHON_PACKAGES_ARE_LOCKED, dockerfile.path(), "pip install")
          .say("pip installs whatever is newest; use a lock file with --require-hashes");
    }
  }

  private void filesAreRoots(DockerfileText dockerfile) {
    Optional<String> mode = WRITABLE.find(dockerfile.expanded());
    if (mode.isPresent()) {
      inFile(FILES_ARE_ROOTS, dockerfile.path(), mode.get())
          .say("{} lets everyone change the file; use 0555 or 0444", mode.get());
    }
  }

  private void userIsANumber(DockerfileText dockerfile) {
    String user = dockerfile.lastUser().orElse("root");
    if (!isNumbered(user)) {
      inFile(USER_IS_A_NUMBER, dockerfile.path(), "USER")
          .say("the image's user is {}; end with the number of the pods' user", user);
    }
  }

  /** Whether {@code user} is a number, or two with a colon between, and root is neither. */
  private static boolean isNumbered(String user) {
    for (String number : user.split(":", 2)) {
      if (!Words.isNumber(number) || number.charAt(0) == '0') {
        return false;
      }
    }
    return true;
  }
}
