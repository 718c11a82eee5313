package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket in Google Cloud Storage, by Google's own connector.
 *
 * <pre>{@code
 * new GoogleStorage("acme-spark", new GoogleStorage.Identity("spark-jobs@acme-data.iam.gserviceaccount.com"))
 * new GoogleStorage("acme-spark", GoogleStorage.KeyFile.in("gcs-key"))
 * }</pre>
 *
 * <pre>
 * fs.gs.impl=com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem
 * fs.AbstractFileSystem.gs.impl=com.google.cloud.hadoop.fs.gcs.GoogleHadoopFS
 * </pre>
 *
 * <p>The bucket has to be there already. The image needs {@link #jars}, which a {@code Workbench}
 * gives it. From Spark 4, Hadoop's manifest committer writes; with 3.5, Spark renames what tasks
 * have written.
 *
 * @param bucketName 3 to 63 of {@code a-z 0-9 - _ .}, a letter or digit at either end
 * @param access as whom pods come
 * @param reaches how pods come to it, see {@link #reachedBy}
 * @see <a
 *     href="https://github.com/GoogleCloudDataproc/hadoop-connectors/blob/branch-2.2.x/gcs/CONFIGURATION.md">
 *     The connector's properties</a>
 */
public record GoogleStorage(String bucketName, Access access, List<Reach> reaches)
    implements ObjectStore {

  private static final Port HTTPS = new Port("https", 443);

  /** The connector with all it needs in one jar, for Hadoop 3, as Spark builds with it. */
  private static final MavenJar CONNECTOR =
      new MavenJar(
          "com.google.cloud.bigdataoss", "gcs-connector", "hadoop3-2.2.26", Optional.of("shaded"));

  /** One at Google's own addresses. */
  public GoogleStorage(String bucketName, Access access) {
    this(bucketName, access, List.of());
  }

  /**
   * This one, to which pods come so: by Private Service Connect, for one, or by the addresses of
   * {@code private.googleapis.com}, which hand out tokens too. Network policies open them to all
   * that come to the bucket. Refused for drivers or executors alone, and twice.
   */
  public GoogleStorage reachedBy(Reach... reaches) {
    return new GoogleStorage(bucketName, access, Reach.once(bucketName, this.reaches, reaches));
  }

  public GoogleStorage {
    if (!bucketName.matches("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
        || bucketName.contains("..")
        || bucketName.startsWith("goog")
        || Cidr.isAddress(bucketName)) {
      throw new IllegalArgumentException(
          "bucket '"
              + bucketName
              + "' is not the name of one in Google Cloud Storage: use 3-63 of a-z, 0-9, - _ and .,"
              + " with a letter or digit at either end, and not goog at the start");
    }
    reaches = Reach.ofStore(bucketName, reaches);
  }

  /** As whom pods come: by a service account of Google, or with its key. */
  public sealed interface Access extends S3Access {

    /** What the connector has to be told of it. */
    Map<String, String> properties();

    @Override
    default String provider(AwsSdk sdk) {
      throw new IllegalArgumentException(
          this
              + " opens no bucket by S3; keep the data in a GoogleStorage, or give keys by S3Login");
    }
  }

  /**
   * Workload Identity Federation for GKE: the metadata server of each node hands out tokens.
   *
   * <pre>
   * kind: ServiceAccount
   * metadata:
   *   annotations:
   *     iam.gke.io/gcp-service-account: spark-jobs@acme-data.iam.gserviceaccount.com
   * </pre>
   *
   * @param account of Google whose part pods take; nobody's, where the bucket is given to the
   *     accounts of Kubernetes themselves
   * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity">
   *     Workload identity</a>
   */
  public record Identity(Optional<String> account) implements Access {

    /** What the metadata server looks for. */
    public static final String ANNOTATION = "iam.gke.io/gcp-service-account";

    private static final Peer METADATA =
        new Peer.Network(
            "GKE metadata server",
            List.of(Cidr.only("169.254.169.252"), Cidr.only("169.254.169.254")));

    public Identity {
      if (account.isPresent()
          && !account
              .get()
              .matches(
                  "[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]+\\.iam\\.gserviceaccount\\.com"
                      + "|[0-9]+-compute@developer\\.gserviceaccount\\.com")) {
        throw new IllegalArgumentException(
            "'"
                + account.get()
                + "' is not a service account of Google; write its e-mail address, as in"
                + " spark-jobs@acme-data.iam.gserviceaccount.com");
      }
    }

    /** That of a service account of Google. */
    public Identity(String account) {
      this(Optional.of(account));
    }

    /** That of the accounts of Kubernetes themselves, to which the bucket is given. */
    public static Identity direct() {
      return new Identity(Optional.empty());
    }

    @Override
    public Map<String, String> properties() {
      return Map.of();
    }

    @Override
    public Map<String, String> accountAnnotations() {
      return account.isPresent() ? Map.of(ANNOTATION, account.get()) : Map.of();
    }

    @Override
    public List<Flow> flows(Peer from) {
      return List.of(
          new Flow(from, METADATA, new Port("http", 80), "asks for its token"),
          new Flow(from, METADATA, new Port("metadata", 988), "asks for its token"));
    }

    @Override
    public String guide(List<Labels> accounts) {
      StringBuilder lines = new StringBuilder();
      for (Labels each : accounts) {
        String namespace = each.namespace().name();
        lines.append(
            account.isPresent()
                ? Blanks.fill(
                    """
                gcloud iam service-accounts add-iam-policy-binding %s \\
                  --role roles/iam.workloadIdentityUser \\
                  --member 'serviceAccount:PROJECT.svc.id.goog[%s/%s]'
                """,
                    account.get(), namespace, each.name())
                : Blanks.fill(
                    """
                gcloud storage buckets add-iam-policy-binding gs://BUCKET \\
                  --role roles/storage.objectUser \\
                  --member "principal://iam.googleapis.com/projects/NUMBER/locations/global/\\
                workloadIdentityPools/PROJECT.svc.id.goog/subject/ns/%s/sa/%s"
                """,
                    namespace, each.name()));
      }
      return Blanks.fill(
          """
      %sIts nodes need Workload Identity.

      ```sh
      %s```
      """,
          account.isPresent()
              ? "Give the service account `"
                  + account.get()
                  + "` the role `roles/storage.objectUser` of it, and let the accounts of the"
                  + " cluster take its part. "
              : "Give it to the accounts of the cluster. ",
          lines);
    }

    @Override
    public String toString() {
      return "a service account of Google";
    }
  }

  /**
   * The key of a service account, as {@code gcloud iam service-accounts keys create key.json}
   * writes it, in a Secret. Its owner has it: nobody makes it up.
   */
  public record KeyFile(SecretSpec secret) implements Access {

    private static final String FILE = "key.json";
    private static final MountPath DIRECTORY = MountPath.of("/run/gcs");

    public KeyFile {
      secret = secret.keptByOthers();
    }

    /** The one kept in Secret {@code name}, under {@code key.json}. */
    public static KeyFile in(String name) {
      return new KeyFile(
          SecretSpec.named(name, "the bucket in Google Cloud Storage")
              .key(FILE, Recipe.ofOthers()));
    }

    @Override
    public Map<String, String> properties() {
      return Map.of("fs.gs.auth.service.account.json.keyfile", DIRECTORY.file(FILE).text());
    }

    @Override
    public List<SecretSpec> secrets() {
      return List.of(secret);
    }

    @Override
    public List<Mount> mounts() {
      return List.of(new Mount.Secret(secret, DIRECTORY));
    }

    @Override
    public List<Flow> flows(Peer from) {
      return List.of(
          new Flow(from, new Peer.Internet("Google's token server"), HTTPS, "takes its token"));
    }

    @Override
    public String guide(List<Labels> accounts) {
      return Blanks.fill(
          """
      Give a service account the role `roles/storage.objectUser` of it, and put its key, as
      `gcloud iam service-accounts keys create key.json` writes it, into Secret `%s`.
      """,
          secret.name());
    }

    @Override
    public String toString() {
      return "a key of Google";
    }
  }

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public Peer peer() {
    return new Peer.Internet("Google Cloud Storage");
  }

  @Override
  public Port api() {
    return HTTPS;
  }

  @Override
  public Map<String, String> location() {
    Map<String, String> location = new LinkedHashMap<>();
    location.put("fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem");
    location.put("fs.AbstractFileSystem.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFS");
    return location;
  }

  @Override
  public Map<String, String> hadoopProperties(AwsSdk sdk) {
    Map<String, String> properties = location();
    properties.putAll(access.properties());
    return properties;
  }

  @Override
  public Map<String, String> impatience() {
    return Map.of("fs.gs.http.max.retry", "1");
  }

  @Override
  public SparkConf writerConf() {
    return SparkConf.titled(TITLE);
  }

  @Override
  public SparkConf writerConf(SparkRelease release) {
    return writerConf()
        .and(
            ManifestCommitter.conf(
                scheme(),
                "org.apache.hadoop.mapreduce.lib.output.committer.manifest.ManifestCommitterFactory",
                release));
  }

  @Override
  public List<MavenJar> jars(SparkRelease release) {
    return List.of(CONNECTOR);
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    Make the bucket `%s`, open to nobody.
    %s""",
        bucketName, access.guide(accounts).replace("gs://BUCKET", "gs://" + bucketName));
  }
}
