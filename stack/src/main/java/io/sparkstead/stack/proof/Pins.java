package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.List;
import java.util.Optional;

/** Nothing floats: what was reviewed is what runs. */
final class Pins implements RuleFamily {

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
  private static final List<String> WITHDRAWN =
      List.of(
          "quay.io/minio/", "docker.io/minio/", "minio/minio", "minio/mc", "docker.io/bitnami/");

  /** The day of MinIO's release, behind its image. */
  private static final String MINIO_RELEASE = "minio:RELEASE.";

  private static final String LAST_OF_MINIO = "2025-10-15";

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        image(
            findings,
            workload,
            stack.images().getOrDefault(container.getImage(), container.getImage()));
        minio(findings, workload, container.getImage());
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      dockerfile(findings, dockerfile);
    }
  }

  private static void image(Findings findings, Workload workload, String image) {
    findings.checking(Rule.IMAGE_IS_PINNED);
    if (floats(image)) {
      findings.about(
          workload.manifest(),
          image,
          "image " + image + " of " + workload + " floats; pin a release tag or a digest");
    }
    findings.checking(Rule.REGISTRY_IS_ALIVE);
    for (String withdrawn : WITHDRAWN) {
      if (image.startsWith(withdrawn)) {
        findings.about(
            workload.manifest(),
            image,
            "image "
                + image
                + " of "
                + workload
                + " has been withdrawn; use the community's fork or a mirror");
      }
    }
  }

  private static void minio(Findings findings, Workload workload, String image) {
    findings.checking(Rule.STORE_HAS_FIXES);
    if (isMinios(image)) {
      findings.about(
          workload.manifest(),
          image,
          "image "
              + image
              + " of "
              + workload
              + " is of MinIO's own releases, the last of which was "
              + LAST_OF_MINIO
              + "; use a newer one of a fork, or another store");
    }
  }

  /** Whether it is MinIO's server, by whatever registry, and as old as MinIO's own releases. */
  private static boolean isMinios(String image) {
    int at = image.indexOf(MINIO_RELEASE);
    if (at < 0 || (at > 0 && image.charAt(at - 1) != '/')) {
      return false;
    }
    String[] release = image.substring(at + MINIO_RELEASE.length()).split("T", 2);
    return release.length == 2
        && release[0].length() == LAST_OF_MINIO.length()
        && release[0].compareTo(LAST_OF_MINIO) <= 0;
  }

  private static boolean floats(String image) {
    int tag = image.lastIndexOf(':');
    return !image.contains("@sha256:")
        && (tag <= image.lastIndexOf('/') || image.endsWith(":latest"));
  }

  private static void dockerfile(Findings findings, DockerfileText dockerfile) {
    String path = dockerfile.path();
    String text = dockerfile.expanded();
    findings.checking(Rule.BASE_IMAGE_IS_PINNED);
    for (String base : dockerfile.bases()) {
      if (!base.startsWith("$") && floats(base)) {
        findings.about(path, base, "base image " + base + " floats; pin a release tag or a digest");
      }
    }
    findings.checking(Rule.DOWNLOAD_IS_VERIFIED);
    List<String> runs = dockerfile.all("RUN");
    for (String run : runs) {
      if (!isVerified(run) && DOWNLOAD.isIn(run)) {
        findings.about(
            path,
            mark(run),
            "what "
                + path
                + " downloads from "
                + mark(run)
                + " is used unchecked; check its signature or checksum");
      }
      if (run.contains("http://")) {
        findings.about(path, "http://", "a download in " + path + " is not encrypted; use https");
      }
    }
    for (String added : dockerfile.all("ADD")) {
      Optional<String> address = ADDED.find(added);
      if (address.isPresent()) {
        findings.about(
            path,
            "ADD",
            "ADD " + address.get() + " is used unchecked; add --checksum=sha256:… to it");
      }
    }
    findings.checking(Rule.DOWNLOAD_STAYS);
    if (text.contains("dlcdn.apache.org")) {
      findings.about(
          path, "dlcdn.apache.org", "dlcdn.apache.org drops old releases; use archive.apache.org");
    }
    findings.checking(Rule.PYTHON_PACKAGES_ARE_LOCKED);
    for (String run : runs) {
      if (!run.contains("--require-hashes") && PIP.isIn(run)) {
        findings.about(
            path,
            "pip install",
            "pip installs whatever is newest; use a lock file with --require-hashes");
      }
    }
    findings.checking(Rule.FILES_ARE_ROOTS);
    Optional<String> writable = WRITABLE.find(text);
    if (writable.isPresent()) {
      String mode = writable.get();
      findings.about(path, mode, mode + " lets everyone change the file; use 0555 or 0444");
    }
    findings.checking(Rule.USER_IS_A_NUMBER);
    String user = dockerfile.lastUser().orElse("root");
    if (!isNumbered(user)) {
      findings.about(
          path, "USER", "the image's user is " + user + "; end with the number of the pods' user");
    }
  }

  /** Whether {@code user} is a number, or two with a colon between, and root is neither. */
  private static boolean isNumbered(String user) {
    int colon = user.indexOf(':');
    return colon < 0
        ? isNumberOfUser(user)
        : isNumberOfUser(user.substring(0, colon)) && isNumberOfUser(user.substring(colon + 1));
  }

  private static boolean isNumberOfUser(String text) {
    return Dockerfiles.isNumber(text) && text.charAt(0) != '0';
  }

  private static boolean isVerified(String run) {
    return (run.contains("gpg ") && run.contains("--verify"))
        || run.contains("sum --check")
        || run.contains("sum -c");
  }

  /** The first host of a RUN line, or the variable in its place, to find the line by. */
  private static String mark(String run) {
    return HOST.find(run).orElse("RUN");
  }
}
