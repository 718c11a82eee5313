package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Probes;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.storage.ClusterStore;
import io.sparkstead.stack.storage.IcebergCatalog;
import io.sparkstead.stack.storage.S3Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SeaweedFS on one disk, with a bucket and one user, Spark, who can read and write that bucket and
 * nothing else: a claim, a StatefulSet, a Service.
 *
 * <p>One process is master, volume server, filer and S3 gateway. All but the gateway ask nobody for
 * keys, so they listen on the pod's own loopback alone. What an administrator wants to know or do
 * is done from inside:
 *
 * <pre>
 * kubectl exec seaweedfs-0 -- sh -c 'echo s3.bucket.list | weed shell -master=127.0.0.1:9333'
 * </pre>
 *
 * <p>Enough for event logs, experiments and small data. It keeps no second copy of anything.
 *
 * @param image with {@code weed} and a POSIX shell; of a release in {@link #TRIED}, or it is warned
 *     of
 * @param bucket made once the server answers, before the pod takes requests
 * @param tables a second bucket, for tables of Iceberg alone: with it comes the catalogue
 * @see <a href="https://github.com/seaweedfs/seaweedfs/wiki/Amazon-S3-API">SeaweedFS's S3 API</a>
 */
public record SeaweedFs(
    Namespace namespace,
    DnsLabel name,
    ImageReference image,
    PodUser user,
    Claim data,
    S3Bucket bucket,
    Exposure exposure,
    Resources size,
    Optional<String> tables)
    implements Component {

  /** The maintainers' own image, of the release that this component was tried with. */
  public static final ImageReference IMAGE =
      ImageReference.of(
          "docker.io/chrislusf/seaweedfs:4.48"
              + "@sha256:4e61d15fd35994cb1e43e1e553dff106794841fd9a99ade2fc8c8bfce4d7872d");

  /** Serves event logs and experiments. */
  public static final Resources SIZE =
      new Resources(Cpu.millis(250), Cpu.cores(1), ByteSize.gibibytes(1), ByteSize.gibibytes(2));

  private static final Port API = new Port("s3", 8333);
  private static final Port CATALOG = new Port("iceberg", 8181);
  private static final String MASTER = "127.0.0.1:9333";

  /** Where the image's own filer.toml keeps the names of files, too. */
  private static final MountPath DATA = MountPath.of("/data");

  private static final MountPath SCRIPTS = MountPath.of("/opt/seaweedfs");
  private static final String START = "start.sh";
  private static final String BUCKET = "bucket.sh";

  /** As whom Spark comes. */
  private static final String SPARK = "spark";

  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.gibibytes(1));
  private static final MountPath USERS = TMP.path().file("users.json");

  /** The releases that the rendered scripts were run with. */
  public static final List<String> TRIED = List.of("4.48", "4.53");

  private static final MountPath NOBODYS_CERTIFICATE = TMP.path().file("nobody.crt");
  private static final MountPath NOBODYS_KEY = TMP.path().file("nobody.key");

  /** Signed by itself, on P-256: valid for the first second of 1970, as a server's and as a CA. */
  private static final String CERTIFICATE =
      "MIIBDjCBtaADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBm5vYm9keTAeFw03MDAxMDEwMDAwMDBaFw03MDAx"
          + "MDEwMDAwMDFaMBExDzANBgNVBAMMBm5vYm9keTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGsX0fLhLEJH+Lzm"
          + "5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfUwCgYIKoZIzj0EAwID"
          + "SAAwRQIhAI7qN6yekeAIpPzYqpusrCq0Xe0lEbcaoBS3fxBhsuEzAiAxfdD3wBaYIF4EVWY28JIklEoBGhkNhOuV"
          + "JLoJe/PqmA==";

  /** Its key, the number 1: weed wants to read one, and it is no secret. */
  private static final String KEY =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGh"
          + "RANCAARrF9Hy4SxCR/i85uVjpEDydwN9gS3rM6D0oTlF2JjClk/jQuL+Gn+bjufrSnwPnhYrzjNXazFezsu2QGg3"
          + "v1H1";

  /** How often the bucket is asked for, a second apart, before the container starts anew. */
  private static final int TRIES = 60;

  /** Of a size that serves event logs and experiments. */
  public SeaweedFs(
      Namespace namespace,
      DnsLabel name,
      ImageReference image,
      PodUser user,
      Claim data,
      S3Bucket bucket,
      Exposure exposure) {
    this(namespace, name, image, user, data, bucket, exposure, SIZE);
  }

  /** Of another size, and without tables. */
  public SeaweedFs(
      Namespace namespace,
      DnsLabel name,
      ImageReference image,
      PodUser user,
      Claim data,
      S3Bucket bucket,
      Exposure exposure,
      Resources size) {
    this(namespace, name, image, user, data, bucket, exposure, size, Optional.empty());
  }

  public SeaweedFs {
    // What is no bucket's name is refused first.
    if (tables.isPresent()
        && new S3Bucket(tables.get(), bucket.login()).name().equals(bucket.name())) {
      throw new IllegalArgumentException(
          "bucket '"
              + bucket.name()
              + "' would hold Spark's files and tables both, and SeaweedFS keeps tables in a bucket"
              + " of their own; give them another");
    }
  }

  /** This store with a second bucket, for tables alone, and the catalogue that knows them. */
  public SeaweedFs withTables(String bucketOfTables) {
    return new SeaweedFs(
        namespace, name, image, user, data, bucket, exposure, size, Optional.of(bucketOfTables));
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, ClusterStore.ROLE);
  }

  @Override
  public List<HasMetadata> resources() {
    ConfigFiles scripts = scripts();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(labels().serviceAccount());
    objects.add(data.resource(labels()));
    objects.add(scripts.resource(labels()));
    objects.add(Workloads.headless(labels(), ports()));
    objects.add(
        Workloads.statefulSet(
            labels(), Workloads.headless(name), scripts.rollsPodsOnChange(), pod(scripts)));
    objects.add(Workloads.disruptionBudget(labels()));
    objects.addAll(exposure.resources(labels(), ports().toArray(new Port[0])));
    return objects;
  }

  @Override
  public List<SecretSpec> secrets() {
    return bucket.login().secrets();
  }

  @Override
  public List<ExistingObject> existing() {
    return bucket.login().existing();
  }

  @Override
  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(endpoint("SeaweedFS S3 API", API));
    if (tables.isPresent()) {
      endpoints.add(endpoint("SeaweedFS Iceberg catalogue", CATALOG));
    }
    return endpoints;
  }

  private Endpoint endpoint(String title, Port port) {
    return new Endpoint(title, namespace.url(name, port), exposure.outside(port));
  }

  @Override
  public List<Flow> flows() {
    Peer self = new Peer.Pods(labels());
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(new Peer.People(), self, API, "bring and fetch files"));
    if (tables.isPresent()) {
      flows.add(new Flow(new Peer.People(), self, CATALOG, "find tables"));
    }
    return flows;
  }

  /** This store as pods reach it: by Service name, whatever the exposure. */
  public ClusterStore store() {
    return new ClusterStore(labels(), namespace.host(name), API, bucket);
  }

  /**
   * The catalogue of the bucket of tables, as SQL shall call it; the same user, the same keys.
   *
   * @see <a
   *     href="https://github.com/seaweedfs/seaweedfs/wiki/SeaweedFS-Iceberg-Catalog">SeaweedFS's
   *     catalogue</a>
   */
  public IcebergCatalog catalog(String nameInSql) {
    String name =
        tables.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "SeaweedFS "
                        + this.name
                        + " has no bucket of tables, and so no catalogue '"
                        + nameInSql
                        + "'; make it withTables(bucket)"));
    return new IcebergCatalog(
        nameInSql,
        CATALOG,
        new ClusterStore(
            labels(), namespace.host(this.name), API, new S3Bucket(name, bucket.login())));
  }

  private List<Port> ports() {
    return tables.isPresent() ? List.of(API, CATALOG) : List.of(API);
  }

  private PodSpec pod(ConfigFiles scripts) {
    List<Mount> mounts =
        List.of(
            new Mount.Disk(DnsLabel.of("data"), DATA, data),
            TMP,
            bucket.login().mount(),
            new Mount.Config(scripts, SCRIPTS));
    PodSpec pod = user.pod(container(mounts), mounts);
    pod.setServiceAccountName(name.text());
    return pod;
  }

  private Container container(List<Mount> mounts) {
    Container container = user.container("seaweedfs", image, mounts);
    container.setCommand(shell(START));
    container.setEnv(environment());
    container.setLifecycle(bucketOnceStarted());
    container.setPorts(Port.onContainer(ports()));
    container.setResources(size.requirements());
    new Probes(new Probes.Http("/readyz", API), new Probes.Http("/healthz", API)).on(container);
    return container;
  }

  private static List<String> shell(String script) {
    return List.of("/bin/sh", SCRIPTS.file(script).text());
  }

  /**
   * A second port of the gateway takes new users from whoever asks, listens wherever the gateway
   * does, and cannot be switched off (GHSA-5fx4-c9qp-36jc). Told to speak TLS, and to believe in a
   * certificate alone that ran out in 1970, it lets nobody through a handshake.
   */
  private static List<EnvVar> environment() {
    return List.of(
        new EnvVar("HOME", TMP.path().text(), null),
        new EnvVar("WEED_GRPC_CA", NOBODYS_CERTIFICATE.text(), null),
        new EnvVar("WEED_GRPC_S3_CERT", NOBODYS_CERTIFICATE.text(), null),
        new EnvVar("WEED_GRPC_S3_KEY", NOBODYS_KEY.text(), null));
  }

  /** What fails here ends the container, and so is tried again and seen in its events. */
  private static Lifecycle bucketOnceStarted() {
    ExecAction exec = new ExecAction();
    exec.setCommand(shell(BUCKET));
    LifecycleHandler handler = new LifecycleHandler();
    handler.setExec(exec);
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.setPostStart(handler);
    return lifecycle;
  }

  private ConfigFiles scripts() {
    return new ConfigFiles(
        name.dash("scripts"), Map.of(START, start().text(), BUCKET, makeBucket().text()));
  }

  /**
   * @see <a href="https://github.com/seaweedfs/seaweedfs/wiki/S3-Credentials">How users are
   *     said</a>
   */
  private ShellScript start() {
    return ShellScript.sh(
        Blanks.fill(
            """
        %1$s
        case $access_key$secret_key in
          *[!A-Za-z0-9+/=_.-]*)
            echo 'a key holds more than letters, digits and + / = _ . -' >&2
            exit 1
            ;;
        esac
        # Spark alone, in its bucket alone. Without this file anybody may do anything.
        (
          umask 077
          cat > %3$s <<END
        {"identities": [{"name": "%8$s", "credentials":
          [{"accessKey": "$access_key", "secretKey": "$secret_key"}],
          "actions": [%2$s]}]}
        END
        )

        # The gateway's gRPC port would take users from whoever asks. It is told to let in who shows a
        # certificate of this authority, which ran out in 1970. The key is no secret.
        pem() { printf -- '-----BEGIN %%s-----\\n%%s\\n-----END %%s-----\\n' "$1" "$2" "$1"; }
        pem CERTIFICATE '%9$s' > %10$s
        pem 'PRIVATE KEY' '%11$s' > %12$s

        # Only S3 is for others: what else listens asks for no keys. Many small volumes, because
        # each bucket begins with several and a volume is never of two buckets.
        exec weed -logtostderr=true server \\
          -dir=%4$s -ip=127.0.0.1 -ip.bind=127.0.0.1 -volume.preStopSeconds=1 \\
          -master.telemetry=false -master.volumeSizeLimitMB=%5$s -volume.max=0 -filer \\
          -s3 -s3.ip.bind=0.0.0.0 -s3.port=%6$s -s3.config=%3$s -s3.iam=false \\
          -s3.port.iceberg=%7$s -s3.port.lance=0 -s3.allowDeleteBucketNotEmpty=false
        """,
            bucket.login().readByShell(),
            actions(),
            USERS,
            DATA,
            volumeMebibytes(),
            API.number(),
            tables.isPresent() ? CATALOG.number() : 0,
            SPARK,
            CERTIFICATE,
            NOBODYS_CERTIFICATE,
            KEY,
            NOBODYS_KEY));
  }

  private String actions() {
    List<String> actions = new ArrayList<>(actions(bucket.name()));
    if (tables.isPresent()) {
      actions.addAll(actions(tables.get()));
    }
    return String.join(", ", actions);
  }

  private static List<String> actions(String bucket) {
    List<String> actions = new ArrayList<>();
    for (String action : List.of("Read", "Write", "List", "Tagging")) {
      actions.add('"' + action + ":" + bucket + '"');
    }
    return actions;
  }

  /** A hundredth of the disk, as {@code weed mini} takes it, from 64 MiB to 1 GiB. */
  private long volumeMebibytes() {
    return Math.max(64, Math.min(1024, data.size().bytes() / (1 << 20) / 100));
  }

  /** Every line of it may run again. */
  private ShellScript makeBucket() {
    String files =
        untilMade(
            bucket.name(),
            Blanks.fill(
                "ask s3.bucket.list | grep -q '^ *%1$s[[:space:]]' || ask 's3.bucket.create -name %1$s'",
                bucket.name()));
    return ShellScript.sh(
        Blanks.fill(
            """
        # A question to a server that is not there yet is never answered.
        ask() {
          echo "$1" | timeout 10 weed shell -master=%s
        }

        %s""",
            MASTER, files + (tables.isPresent() ? makeTables(tables.get()) : "")));
  }

  /** The catalogue asks who owns a bucket, and an owner is called as the user is. */
  private String makeTables(String name) {
    String command = "s3tables.bucket -%s -name " + name + " -account " + SPARK;
    return "\n"
        + untilMade(
            name,
            Blanks.fill(
                "ask '%s' | grep -q '/%s$' || ask '%s'",
                Blanks.fill(command, "get"), name, Blanks.fill(command, "create")));
  }

  private static String untilMade(String name, String condition) {
    return Blanks.fill(
        """
    tries=%s
    until %s; do
      tries=$((tries - 1))
      if [ "$tries" -eq 0 ]; then
        echo 'SeaweedFS does not make bucket %s' >&2
        exit 1
      fi
      sleep 1
    done
    """,
        TRIES, condition, name);
  }
}
