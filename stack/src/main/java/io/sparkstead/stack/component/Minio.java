package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
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
import io.sparkstead.stack.storage.S3Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MinIO on one disk, with a bucket and a user of its own for Spark: a claim, a StatefulSet, a
 * Service, and a Job that makes the bucket and the user.
 *
 * <p>Enough for event logs and experiments. It keeps no second copy of anything.
 *
 * <p>The administrator's password stays between MinIO and the Job. Spark comes as a user who can
 * read and write the one bucket and nothing else.
 *
 * @param images the server and its client
 * @param user as whom both run
 * @param bucket made by the Job, which may run any number of times
 * @see <a href="https://github.com/minio/minio/tree/master/docs">MinIO's documentation</a>
 */
public record Minio(
    Namespace namespace,
    DnsLabel name,
    Images images,
    PodUser user,
    Claim data,
    S3Bucket bucket,
    Exposure exposure,
    Resources size)
    implements Component {

  /** MinIO and the client {@code mc} to set it up with. */
  public record Images(ImageReference server, ImageReference client) {

    /** The community's fork: MinIO itself is archived, and its images have been withdrawn. */
    public static final Images COMMUNITY_FORK =
        new Images(
            ImageReference.of(
                "docker.io/pgsty/minio:RELEASE.2026-08-04T00-00-00Z"
                    + "@sha256:b6bfe7239bfc83fb90d31612d9704d86039dd714f7904b3f1ad68f211e602372"),
            ImageReference.of(
                "docker.io/pgsty/mc:RELEASE.2026-09-16T00-00-00Z"
                    + "@sha256:cfc83108c3abb371f8fb84d99c1fdc88f8c237e022409b0081fb7c0a3be634dd"));
  }

  /** Serves event logs and experiments. */
  public static final Resources SIZE =
      new Resources(Cpu.millis(250), Cpu.cores(1), ByteSize.gibibytes(2), ByteSize.gibibytes(2));

  private static final Port API = new Port("api", 9000);
  private static final Port WEBUI = new Port("webui", 9090);
  private static final MountPath DATA = MountPath.of("/data");
  private static final MountPath ROOT = MountPath.of("/run/minio");
  private static final MountPath SCRIPTS = MountPath.of("/opt/bootstrap");
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String SCRIPT = "bootstrap.sh";
  private static final String POLICY = "policy.json";
  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.gibibytes(1));

  /** How often the Job asks for MinIO, five seconds apart, before Kubernetes starts it anew. */
  private static final int TRIES = 60;

  /** Of a size that serves event logs and experiments. */
  public Minio(
      Namespace namespace,
      DnsLabel name,
      Images images,
      PodUser user,
      Claim data,
      S3Bucket bucket,
      Exposure exposure) {
    this(namespace, name, images, user, data, bucket, exposure, SIZE);
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, ClusterStore.ROLE);
  }

  @Override
  public List<HasMetadata> resources() {
    ConfigFiles bootstrap = bootstrapFiles();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(labels().serviceAccount());
    objects.add(data.resource(labels()));
    objects.add(Workloads.headless(labels(), List.of(API, WEBUI)));
    objects.add(Workloads.statefulSet(labels(), Workloads.headless(name), Map.of(), server()));
    objects.add(Workloads.disruptionBudget(labels()));
    objects.addAll(exposure.resources(labels(), API, WEBUI));
    objects.add(bootstrap.resource(bootstrapLabels()));
    objects.add(bootstrapJob(bootstrap));
    return objects;
  }

  @Override
  public List<SecretSpec> secrets() {
    List<SecretSpec> secrets = new ArrayList<>(List.of(root()));
    secrets.addAll(bucket.login().secrets());
    return secrets;
  }

  @Override
  public List<ExistingObject> existing() {
    return bucket.login().existing();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("MinIO console", inside(WEBUI), exposure.outside(WEBUI)),
        new Endpoint("MinIO S3 API", inside(API), exposure.outside(API)));
  }

  @Override
  public List<Flow> flows() {
    Peer self = new Peer.Pods(labels());
    return List.of(
        new Flow(new Peer.Pods(bootstrapLabels()), self, API, "makes bucket and user"),
        new Flow(new Peer.People(), self, WEBUI, "open the console"),
        new Flow(new Peer.People(), self, API, "bring and fetch files"));
  }

  /** This store as pods reach it: by Service name, whatever the exposure. */
  public ClusterStore store() {
    return new ClusterStore(labels(), namespace.host(name), API, bucket);
  }

  private String inside(Port port) {
    return namespace.url(name, port);
  }

  /** The administrator. Read as files, which the pod's group alone can open. */
  private SecretSpec root() {
    return SecretSpec.named(name.dash("root").text(), "MinIO's administrator, for its console")
        .key(USERNAME, Recipe.fixed("minio-admin"))
        .key(PASSWORD, Recipe.random(40));
  }

  private Mount rootFiles() {
    return new Mount.Secret(root(), ROOT);
  }

  private PodSpec server() {
    List<Mount> mounts = List.of(new Mount.Disk(DnsLabel.of("data"), DATA, data), TMP, rootFiles());
    return pod(serverContainer(mounts), mounts);
  }

  private Container serverContainer(List<Mount> mounts) {
    Container server = user.container("minio", images.server(), mounts);
    server.setCommand(List.of("minio"));
    server.setArgs(
        List.of(
            "server",
            DATA.text(),
            "--console-address",
            ":" + WEBUI.number(),
            "--certs-dir",
            TMP.path().file("certs").text()));
    server.setEnv(
        List.of(
            new EnvVar("HOME", TMP.path().text(), null),
            new EnvVar("MINIO_ROOT_USER_FILE", ROOT.file(USERNAME).text(), null),
            new EnvVar("MINIO_ROOT_PASSWORD_FILE", ROOT.file(PASSWORD).text(), null)));
    server.setPorts(List.of(API.onContainer(), WEBUI.onContainer()));
    server.setResources(size.requirements());
    new Probes(
            new Probes.Http("/minio/health/ready", API), new Probes.Http("/minio/health/live", API))
        .on(server);
    return server;
  }

  private PodSpec pod(Container container, List<Mount> mounts) {
    PodSpec pod = user.pod(container, mounts);
    pod.setServiceAccountName(name.text());
    return pod;
  }

  private Labels bootstrapLabels() {
    return namespace.labels(name.dash("bootstrap"), "bootstrap");
  }

  private ConfigFiles bootstrapFiles() {
    return new ConfigFiles(
        bootstrapLabels().name(),
        Map.of(SCRIPT, bootstrapScript().text(), POLICY, bucket.policy()));
  }

  private Job bootstrapJob(ConfigFiles files) {
    List<Mount> mounts =
        List.of(
            Mount.Scratch.tmp(ByteSize.mebibytes(32)),
            rootFiles(),
            bucket.login().mount(),
            new Mount.Config(files, SCRIPTS));
    PodSpec pod = pod(client(mounts), mounts);
    pod.setRestartPolicy("OnFailure");
    return Workloads.job(bootstrapLabels(), pod, files);
  }

  private Container client(List<Mount> mounts) {
    Container client = user.container("mc", images.client(), mounts);
    client.setCommand(List.of("/bin/sh", SCRIPTS.file(SCRIPT).text()));
    client.setEnv(List.of(new EnvVar("MC_CONFIG_DIR", TMP.path().file("mc").text(), null)));
    client.setResources(
        new Resources(
                Cpu.millis(50), Cpu.millis(500), ByteSize.mebibytes(128), ByteSize.mebibytes(64))
            .requirements());
    return client;
  }

  /** Every line of it may run again. */
  private ShellScript bootstrapScript() {
    return ShellScript.sh(
        Blanks.fill(
            """
        # Keys go through standard input: the arguments of a process are there for all to list.

        tries=%s
        until printf '%%s\\n%%s\\n' "$(cat %s)" "$(cat %s)" \\
          | mc alias set store %s; do
          tries=$((tries - 1))
          if [ "$tries" -eq 0 ]; then
            echo 'MinIO does not answer, or not to this password' >&2
            exit 1
          fi
          echo 'waiting for MinIO'
          sleep 5
        done

        mc mb --ignore-existing store/%s

        %s
        printf '%%s\\n%%s\\n' "$access_key" "$secret_key" | mc admin user add store
        mc admin policy create store %s %s
        mc admin policy attach store %s --user "$access_key"
        """,
            TRIES,
            ROOT.file(USERNAME),
            ROOT.file(PASSWORD),
            inside(API),
            bucket.name(),
            bucket.login().readByShell(),
            bucket.name(),
            SCRIPTS.file(POLICY),
            bucket.name()));
  }
}
