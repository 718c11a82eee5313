package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nothing floats: what was reviewed is what runs. */
final class Pins implements RuleFamily {

  private static final Pattern RUN = Pattern.compile("(?m)^RUN\\s+(.*)$");
  private static final Pattern DOWNLOAD =
      Pattern.compile("\\b(?:curl|wget|fetch) .*?(?:https?://|\\s[\"']?\\$\\{?\\w+\\}?/)");
  private static final Pattern ADDED =
      Pattern.compile("(?m)^ADD\\s+((?:--(?!checksum)\\S+\\s+)*https?://\\S+)");
  private static final Pattern PIP = Pattern.compile("\\bpip3?(?:\\.\\d+)? install\\b");
  private static final Pattern HOST =
      Pattern.compile("(https?://[^/\\s]+|\\$\\{?[A-Za-z_]\\w*\\}?(?=/))");
  private static final Pattern HTTP = Pattern.compile("http://\\S+");
  private static final Pattern WRITABLE =
      Pattern.compile("(chmod(?:=|\\s+-R\\s+|\\s+)(?:0?777|0?666|a\\+w|o\\+w)\\S*)");
  private static final List<String> WITHDRAWN =
      List.of(
          "quay.io/minio/", "docker.io/minio/", "minio/minio", "minio/mc", "docker.io/bitnami/");

  /** MinIO's server, by whatever registry, and the day of its release. */
  private static final Pattern MINIO_RELEASE =
      Pattern.compile("(?:^|/)minio:RELEASE\\.(\\d{4}-\\d{2}-\\d{2})T");

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
    stack
        .dockerfiles()
        .forEach((path, text) -> dockerfile(findings, path, Dockerfiles.expanded(text)));
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
    Matcher release = MINIO_RELEASE.matcher(image);
    boolean isOwn = release.find() && release.group(1).compareTo(LAST_OF_MINIO) <= 0;
    if (isOwn) {
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

  private static boolean floats(String image) {
    int tag = image.lastIndexOf(':');
    return !image.contains("@sha256:")
        && (tag <= image.lastIndexOf('/') || image.endsWith(":latest"));
  }

  private static void dockerfile(Findings findings, String path, String text) {
    findings.checking(Rule.BASE_IMAGE_IS_PINNED);
    for (String base : Dockerfiles.bases(text)) {
      if (!base.startsWith("$") && floats(base)) {
        findings.about(path, base, "base image " + base + " floats; pin a release tag or a digest");
      }
    }
    findings.checking(Rule.DOWNLOAD_IS_VERIFIED);
    for (String run : Dockerfiles.findAll(text, RUN)) {
      boolean verified =
          (run.contains("gpg ") && run.contains("--verify"))
              || run.contains("sum --check")
              || run.contains("sum -c");
      if (DOWNLOAD.matcher(run).find() && !verified) {
        findings.about(
            path,
            mark(run),
            "what "
                + path
                + " downloads from "
                + mark(run)
                + " is used unchecked; check its signature or checksum");
      }
      if (HTTP.matcher(run).find()) {
        findings.about(path, "http://", "a download in " + path + " is not encrypted; use https");
      }
    }
    for (String address : Dockerfiles.findAll(text, ADDED)) {
      findings.about(
          path, "ADD", "ADD " + address + " is used unchecked; add --checksum=sha256:… to it");
    }
    findings.checking(Rule.DOWNLOAD_STAYS);
    if (text.contains("dlcdn.apache.org")) {
      findings.about(
          path, "dlcdn.apache.org", "dlcdn.apache.org drops old releases; use archive.apache.org");
    }
    findings.checking(Rule.PYTHON_PACKAGES_ARE_LOCKED);
    for (String run : Dockerfiles.findAll(text, RUN)) {
      if (PIP.matcher(run).find() && !run.contains("--require-hashes")) {
        findings.about(
            path,
            "pip install",
            "pip installs whatever is newest; use a lock file with --require-hashes");
      }
    }
    findings.checking(Rule.FILES_ARE_ROOTS);
    Optional<String> writable = Dockerfiles.find(text, WRITABLE);
    writable.ifPresent(
        mode ->
            findings.about(path, mode, mode + " lets everyone change the file; use 0555 or 0444"));
    findings.checking(Rule.USER_IS_A_NUMBER);
    String user = Dockerfiles.lastUser(text).orElse("root");
    if (!user.matches("[1-9]\\d*(?::[1-9]\\d*)?")) {
      findings.about(
          path, "USER", "the image's user is " + user + "; end with the number of the pods' user");
    }
  }

  /** The first host of a RUN line, or the variable in its place, to find the line by. */
  private static String mark(String run) {
    return Dockerfiles.find(run, HOST).orElse("RUN");
  }
}
