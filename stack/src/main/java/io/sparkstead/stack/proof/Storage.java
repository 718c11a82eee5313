package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.release.AwsSdk;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everyone finds the object store, its bucket, its keys and the event log. */
final class Storage implements RuleFamily {

  static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";
  private static final String REGION = ENDPOINT + ".region";
  static final String PROVIDER = "spark.hadoop.fs.s3a.aws.credentials.provider";
  static final String HISTORY_LOG = "spark.history.fs.logDirectory";
  static final String PATH_STYLE = "spark.hadoop.fs.s3a.path.style.access";
  private static final String EVENT_LOG = "spark.eventLog.dir";
  private static final String EVENT_LOG_ON = "spark.eventLog.enabled";
  private static final List<String> LOGS = List.of(EVENT_LOG, HISTORY_LOG);
  private static final String S3A = "s3a://";
  private static final String ENDPOINT_OPTION = "fs.s3a.endpoint=";
  private static final String REGION_OPTION = "fs.s3a.endpoint.region=";
  // By MinIO's client, or by SeaweedFS's shell.
  private static final List<String> MAKES_A_BUCKET = List.of(" mb ", "s3.bucket.create ");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      store(stack, findings, conf);
    }
    eventLogs(stack, findings);
    buckets(stack, findings);
    endpoints(stack, findings);
    credentials(stack, findings);
    providers(stack, findings);
  }

  private static void store(Evidence stack, Findings findings, Conf conf) {
    Optional<String> endpoint = conf.get(ENDPOINT);
    if (endpoint.isPresent()) {
      endpoint(stack, findings, conf, endpoint.get());
    }
    findings.checking(Rule.EVENT_LOG_IS_A_FOLDER);
    for (String key : LOGS) {
      String folder = conf.get(key).orElse("");
      if (isRootOfBucket(folder)) {
        findings.about(
            conf,
            key,
            key + "=" + folder + " is the root of a bucket; add a folder, as in event-logs/");
      }
    }
  }

  private static boolean isRootOfBucket(String folder) {
    if (!folder.startsWith(S3A)) {
      return false;
    }
    int slash = folder.indexOf('/', S3A.length());
    return slash < 0 ? folder.length() > S3A.length() : slash == folder.length() - 1;
  }

  private static void endpoint(Evidence stack, Findings findings, Conf conf, String endpoint) {
    URI uri = uri(endpoint);
    String host = uri.getHost() == null ? "" : uri.getHost();
    findings.checking(Rule.S3_ENDPOINT_IS_A_NAME);
    if (isAddress(host)) {
      findings.about(
          conf, ENDPOINT, ENDPOINT + "=" + endpoint + " is an address; use the Service's name");
    }
    Optional<ClusterName> inside = inside(stack, endpoint);
    findings.checking(Rule.S3_ENDPOINT_EXISTS);
    if (inside.isPresent() && inside.get().leadsNowhere(stack)) {
      findings.about(
          conf,
          ENDPOINT,
          ENDPOINT
              + "="
              + endpoint
              + " is no Service and port of the stack; take it from the store");
    }
    findings.checking(Rule.S3_IS_ADDRESSED_BY_PATH);
    if (inside.isPresent() && !conf.is(PATH_STYLE, "true")) {
      findings.about(
          conf,
          ENDPOINT,
          "S3A would look for bucket."
              + host
              + ", which no Service is called; set "
              + PATH_STYLE
              + "=true");
    }
  }

  private static boolean isAddress(String host) {
    return !host.isEmpty() && Ascii.isDigit(host.charAt(0)) && host.matches("\\d+(\\.\\d+){3}");
  }

  /** What {@code url} is called in the cluster, unless it leads out. */
  static Optional<ClusterName> inside(Evidence stack, String url) {
    URI uri = uri(url);
    String host = uri.getHost() == null ? "" : uri.getHost();
    return ClusterName.of(host, port(uri), stack.namespace(), stack);
  }

  /** Whether its programs come to a store by S3A. */
  static boolean speaksS3(Conf conf) {
    return conf.get(ENDPOINT).isPresent() || conf.get(PROVIDER).isPresent() || needsStore(conf);
  }

  /** The port of its store, if that is outside the cluster; Amazon's needs no endpoint. */
  static Optional<Integer> outsidePort(Evidence stack, Conf conf) {
    if (!speaksS3(conf)) {
      return Optional.empty();
    }
    URI uri = uri(conf.get(ENDPOINT).orElse("https://s3.amazonaws.com"));
    String host = uri.getHost() == null ? "" : uri.getHost();
    return ClusterName.of(host, port(uri), stack.namespace(), stack).isPresent()
        ? Optional.empty()
        : Optional.of(port(uri));
  }

  private static int port(URI uri) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      return URI.create("unreadable:" + Integer.toHexString(text.hashCode()));
    }
  }

  private static void eventLogs(Evidence stack, Findings findings) {
    findings.checking(Rule.HISTORY_READS_WHAT_IS_WRITTEN);
    for (Workload workload : stack.workloads()) {
      server(stack, findings, workload);
    }
    for (Conf history : stack.confs()) {
      if (history.isHistory()) {
        for (Conf writer : stack.confs()) {
          Optional<String> folder = writer.get(EVENT_LOG);
          boolean writes =
              folder.isPresent() || (writer.isWhole() && writer.is(EVENT_LOG_ON, "true"));
          if (writes && !isRead(folder.orElse("file:/tmp/spark-events"), history)) {
            findings.about(
                writer,
                EVENT_LOG,
                EVENT_LOG
                    + folder.map(given -> "=" + given).orElse(" is not set")
                    + ", but the History Server reads "
                    + history.properties().get(HISTORY_LOG)
                    + "; make both from one EventLog");
          }
        }
      }
    }
  }

  private static void buckets(Evidence stack, Findings findings) {
    findings.checking(Rule.BUCKET_IS_MADE);
    for (Conf conf : stack.confs()) {
      for (String key : LOGS) {
        String folder = conf.get(key).orElse("");
        if (!folder.startsWith(S3A)) {
          continue;
        }
        if (!isWaitedFor(stack, conf, folder) || !isMade(stack, conf, folder)) {
          findings.about(
              conf,
              key,
              folder
                  + " is made by nobody before it is needed; make the bucket in the"
                  + " store's bootstrap and wait in an init container");
        }
      }
    }
  }

  /** A History Server that is told of no folder reads one of its own pod. */
  private static void server(Evidence stack, Findings findings, Workload workload) {
    boolean isServer =
        stack
            .told(workload)
            .getOrDefault(workload.manifest().path(), "")
            .contains("org.apache.spark.deploy.history.HistoryServer");
    if (isServer && !isTold(stack, workload)) {
      findings.about(
          workload.manifest(),
          "HistoryServer",
          workload + " is told of no folder to read; set " + HISTORY_LOG);
    }
  }

  private static boolean isTold(Evidence stack, Workload server) {
    for (Conf conf : stack.confs()) {
      if (conf.isHistory() && Privileges.reads(stack, server, conf)) {
        return true;
      }
    }
    return false;
  }

  /** Since Spark 4.2 a server reads several folders, with commas between. */
  private static boolean isRead(String folder, Conf history) {
    for (String read : history.get(HISTORY_LOG).orElse("").split(",", -1)) {
      if (withSlash(read.strip()).equals(withSlash(folder))) {
        return true;
      }
    }
    return false;
  }

  private static String withSlash(String folder) {
    return folder.endsWith("/") ? folder : folder + "/";
  }

  /** Whether the pod that reads {@code conf} waits for the folder, or no pod of ours reads it. */
  private static boolean isWaitedFor(Evidence stack, Conf conf, String folder) {
    Optional<Workload> reader = stack.readerOf(conf);
    List<Workload> readers = reader.isPresent() ? List.of(reader.get()) : stack.workloads();
    for (Workload workload : readers) {
      for (Container init : workload.template().getSpec().getInitContainers()) {
        if (String.join(" ", init.getCommand()).contains(folder)
            || String.join(" ", init.getArgs()).contains(folder)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a Job or the store itself makes the bucket, where the store is ours to fill. */
  private static boolean isMade(Evidence stack, Conf conf, String folder) {
    if (!isOurs(stack, conf)) {
      return true;
    }
    String bucket = folder.substring(S3A.length()).split("/", -1)[0];
    for (Workload workload : stack.workloads()) {
      for (String told : stack.told(workload).values()) {
        if (names(Lines.with(told, MAKES_A_BUCKET), bucket)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOurs(Evidence stack, Conf conf) {
    Optional<String> endpoint = conf.get(ENDPOINT);
    String host = endpoint.isPresent() ? uri(endpoint.get()).getHost() : null;
    if (host == null) {
      return false;
    }
    Optional<ClusterName> name = ClusterName.of(host, -1, stack.namespace(), stack);
    return name.isPresent() && stack.names(Service.class).contains(name.get().service());
  }

  /** Whether {@code lines} speak of {@code bucket}, and not of one that is called more. */
  private static boolean names(String lines, String bucket) {
    int at = bucket.isEmpty() ? -1 : lines.indexOf(bucket);
    while (at >= 0) {
      int end = at + bucket.length();
      boolean begins = at == 0 || !Ascii.isInName(lines.charAt(at - 1));
      if (begins && (end == lines.length() || !Ascii.isInName(lines.charAt(end)))) {
        return true;
      }
      at = lines.indexOf(bucket, at + 1);
    }
    return false;
  }

  private static void endpoints(Evidence stack, Findings findings) {
    findings.checking(Rule.S3_ENDPOINT_IS_ONE);
    same(stack, findings, ENDPOINT, ENDPOINT_OPTION);
    // All that Amazon's stores differ by.
    same(stack, findings, REGION, REGION_OPTION);
  }

  /**
   * Whether {@code key} is the same wherever a store is spoken of, in commands as in properties.
   */
  private static void same(Evidence stack, Findings findings, String key, String option) {
    Optional<String> first = first(stack, key);
    for (Conf conf : stack.confs()) {
      Optional<String> here = conf.get(key);
      if (here.isPresent() ? !here.equals(first) : first.isPresent() && needsStore(conf)) {
        findings.about(
            conf,
            ENDPOINT,
            key
                + here.map(value -> "=" + value).orElse(" is not set")
                + " here and "
                + first.get()
                + " elsewhere; use one store");
      }
    }
    for (Workload workload : stack.workloads()) {
      String told = stack.told(workload).getOrDefault(workload.manifest().path(), "");
      for (String asked : asked(told, option)) {
        if (first.isPresent() && !first.get().equals(asked)) {
          findings.about(
              workload.manifest(),
              asked,
              workload
                  + " asks "
                  + asked
                  + " for the event log, properties say "
                  + first.get()
                  + "; use one store");
        }
      }
    }
  }

  /** What {@code told} gives {@code option}, up to a blank or a quote. */
  private static List<String> asked(String told, String option) {
    List<String> asked = new ArrayList<>();
    for (int at = told.indexOf(option); at >= 0; at = told.indexOf(option, at + 1)) {
      int start = at + option.length();
      int end = start;
      while (end < told.length() && " \t\r\n'\"".indexOf(told.charAt(end)) < 0) {
        end++;
      }
      if (end > start && !Words.isInWord(told, at - 1)) {
        asked.add(told.substring(start, end));
      }
    }
    return asked;
  }

  /** What the first says that says anything. */
  private static Optional<String> first(Evidence stack, String key) {
    for (Conf conf : stack.confs()) {
      Optional<String> here = conf.get(key);
      if (here.isPresent()) {
        return here;
      }
    }
    return Optional.empty();
  }

  /** Whether it speaks of S3, and nothing else can be read beside it. */
  private static boolean needsStore(Conf conf) {
    if (!conf.isWhole()) {
      return false;
    }
    for (String value : conf.properties().values()) {
      if (value.startsWith(S3A)) {
        return true;
      }
    }
    return false;
  }

  private static void credentials(Evidence stack, Findings findings) {
    findings.checking(Rule.CREDENTIALS_FILE_IS_MOUNTED);
    for (Conf conf : stack.confs()) {
      boolean fromFile = conf.get(PROVIDER).orElse("").contains("ProfileCredentials");
      Optional<Workload> reader = stack.readerOf(conf);
      // A pod that submits reads nothing of the store; its driver has a template.
      if (reader.isPresent() && speaksS3(conf) && !conf.isCluster()) {
        for (Container container : reader.get().containers()) {
          if (fromFile != readsKeys(reader.get(), container)) {
            String who = "container " + container.getName() + " of " + reader.get();
            findings.about(
                reader.get().manifest(),
                "name: " + container.getName(),
                fromFile
                    ? who
                        + " reads S3 keys from a file and has none; mount the login's Secret and"
                        + " set its variable"
                    : who
                        + " has a file with S3 keys, and "
                        + conf.subject()
                        + " names no provider that reads it; set "
                        + PROVIDER);
          }
        }
      }
    }
  }

  /** Properties without a provider, of a store that others name one for. */
  private static void providers(Evidence stack, Findings findings) {
    findings.checking(Rule.CREDENTIALS_FILE_IS_MOUNTED);
    Optional<String> other = first(stack, PROVIDER);
    for (Conf conf : stack.confs()) {
      if (needsStore(conf) && other.isPresent() && conf.get(PROVIDER).isEmpty()) {
        findings.about(
            conf,
            ENDPOINT,
            conf.subject() + " names no provider of keys, others name " + other.get() + "; set it");
      }
    }
  }

  /** Whether a variable of the SDK points into a Secret that the container mounts. */
  private static boolean readsKeys(Workload workload, Container container) {
    for (EnvVar variable : container.getEnv()) {
      boolean isSdks =
          variable.getName().equals(AwsSdk.V1.fileVariable())
              || variable.getName().equals(AwsSdk.V2.fileVariable());
      String value = variable.getValue();
      if (isSdks && value != null && Mounts.isInSecret(workload, container, value)) {
        return true;
      }
    }
    return false;
  }
}
