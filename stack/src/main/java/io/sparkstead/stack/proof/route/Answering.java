package io.sparkstead.stack.proof.route;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Sources;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/**
 * A program that answers at a port of a pod, as far as it is known what it answers.
 *
 * @param title what people call it
 * @param below in front of each of its paths, or empty
 * @param paths which it answers by 200, the usual one first; with a star behind it, all that begin
 *     so
 * @param judged how paths begin of which these are all there are
 * @param tls whether it was told of a certificate
 */
record Answering(String title, String below, List<String> paths, String judged, boolean tls) {

  private static final List<String> OF_MINIO =
      List.of(
          "/minio/health/live",
          "/minio/health/ready",
          "/minio/health/cluster",
          "/minio/health/cluster/read",
          "/minio/v2/metrics/*",
          "/minio/metrics/v3*",
          "/minio/prometheus/metrics");

  private static final List<String> OF_WEED = List.of("/healthz", "/readyz", "/status");

  /** Without a token Jupyter answers these, or leads to where one logs in. */
  private static final List<String> OF_JUPYTER =
      List.of(
          "/api",
          "/api/",
          "/",
          "/lab*",
          "/tree*",
          "/login*",
          "/logout*",
          "/static/*",
          "/doc*",
          "/notebooks*",
          "/files*",
          "/favicon.ico",
          "/metrics");

  private static final Hinted JUPYTER_TLS = Hinted.onLine("certfile", "certfile");
  private static final Hinted BASE =
      Hinted.onLine("(?m)^[^#\\n]*base_url\\s*=\\s*['\"]?([^'\"\\s]*)", "base_url");
  private static final Hinted NO_TOKEN =
      Hinted.onLine(
          "(?:\\btoken\\s*=\\s*(?:''|\"\")|allow_unauthenticated_access\\s*=\\s*True)",
          "token",
          "allow_unauthenticated_access");

  /** What answers at {@code port} of {@code container}, if it is known. */
  static Optional<Answering> at(
      Evidence stack, Workload workload, ContainerView container, int port) {
    String told = stack.allTold(workload);
    if (StorePrograms.runMinio(container)) {
      return minio(workload, container, port, told);
    }
    Optional<Answering> spark = spark(stack, workload, port);
    if (spark.isPresent()) {
      return spark;
    }
    if (!StorePrograms.weedServers(stack, workload).isEmpty()) {
      int s3 = number(Words.numberAfter(told, "-s3.port"), 8333);
      boolean hasTls = told.contains("-s3.cert.file");
      return port == s3
          ? Optional.of(new Answering("SeaweedFS's S3 gateway", "", OF_WEED, "/", hasTls))
          : Optional.empty();
    }
    return jupyter(told, port);
  }

  private static Optional<Answering> minio(
      Workload workload, ContainerView container, int port, String told) {
    int api = 9000;
    for (String address : Words.allAfter(told, "--address")) {
      api = number(Words.number(address.substring(address.lastIndexOf(':') + 1)), api);
    }
    if (port != api) {
      return Optional.empty();
    }
    // A bucket that is open to all answers by its own name.
    String judged = told.contains("anonymous set") ? "/minio" : "/";
    return Optional.of(
        new Answering("MinIO", "", OF_MINIO, judged, mayHaveTls(workload, container, told)));
  }

  /** Whether a certificate may be where MinIO looks: its folder is mounted, or a file is named. */
  private static boolean mayHaveTls(Workload workload, ContainerView container, String told) {
    StringBuilder named = new StringBuilder(told);
    Sources sources = Sources.of(workload);
    for (VolumeView.Source source : sources.secrets()) {
      named.append(source.keys()).append(source.paths());
    }
    for (VolumeView.Source source : sources.configMaps()) {
      named.append(source.keys()).append(source.paths());
    }
    boolean isInMounts = false;
    for (ContainerView.Mount mount : container.mounts()) {
      named.append(mount.path()).append(mount.subPath().orElse(""));
      isInMounts |= mount.path().contains("cert") || mount.path().contains(".minio");
    }
    return isInMounts || named.indexOf("public.crt") >= 0 || named.indexOf("private.key") >= 0;
  }

  /** Its pages answer whatever is asked for, and its REST API what it has. */
  private static Optional<Answering> spark(Evidence stack, Workload workload, int port) {
    for (Conf conf : stack.confs()) {
      boolean isHistory = conf.isHistory();
      int page =
          isHistory
              ? number(conf.get("spark.history.ui.port"), 18080)
              : number(conf.get(Keys.UI_PORT), 4040);
      if (page == port && (isHistory || conf.isClient()) && stack.reads(workload, conf)) {
        boolean hasTls =
            conf.is("spark.ssl.enabled", "true")
                || conf.is("spark.ssl.historyServer.enabled", "true")
                || conf.is("spark.ssl.ui.enabled", "true");
        return Optional.of(
            new Answering(
                isHistory ? "the History Server" : "Spark's UI",
                "",
                List.of("/api/v1/version", "/api/v1/applications*"),
                "/api",
                hasTls));
      }
    }
    return Optional.empty();
  }

  private static Optional<Answering> jupyter(String told, int port) {
    Optional<String> own = Words.numberAfter(told, "ServerApp.port");
    boolean isJupyter = told.contains("ServerApp.") || told.contains("jupyter-lab");
    if (!isJupyter || port != number(own, 8888)) {
      return Optional.empty();
    }
    String base = ("/" + BASE.find(told).orElse("")).replaceAll("/+", "/");
    // Where nobody is asked for a token, all answers, by 200 or 404.
    List<String> paths = NO_TOKEN.isIn(told) ? List.of("/*") : OF_JUPYTER;
    return Optional.of(
        new Answering(
            "Jupyter",
            base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
            paths,
            "/",
            JUPYTER_TLS.isIn(told)));
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.isPresent() && Words.isPort(text.get()) ? Integer.parseInt(text.get()) : otherwise;
  }

  /** Whether it answers {@code path}, be it with or without a query. */
  boolean answers(String path) {
    String plain = path.replaceAll("\\?.*", "");
    String asked = plain.startsWith("/") ? plain : "/" + plain;
    if (!asked.startsWith(judged)) {
      return true;
    }
    for (String known : paths) {
      String all = below + known;
      boolean isIt =
          all.endsWith("*")
              ? asked.startsWith(all.substring(0, all.length() - 1))
              : asked.equals(all);
      if (isIt) {
        return true;
      }
    }
    return false;
  }

  /** What is meant by {@code path}: one like it, or the usual one. */
  List<String> whole() {
    return paths.stream().filter(path -> !path.endsWith("*")).map(path -> below + path).toList();
  }
}
