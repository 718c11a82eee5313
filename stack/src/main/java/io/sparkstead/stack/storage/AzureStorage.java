package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.text.Blanks;
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

/**
 * A container of an Azure storage account, by Hadoop's client for Data Lake Storage Gen2.
 *
 * <pre>{@code
 * new AzureStorage("acme", "spark", new AzureStorage.Identity(tenant, client))
 * new AzureStorage("acme", "spark", AzureStorage.Keys.in("acme-keys"))
 * }</pre>
 *
 * <pre>
 * abfss://spark@acme.dfs.core.windows.net/event-logs/
 * </pre>
 *
 * <p>The account has a hierarchical namespace, and the container is there already. The image needs
 * {@link #jars}, which a {@code Workbench} gives it. From Spark 4, Hadoop's manifest committer
 * writes; with 3.5, Spark renames what tasks have written.
 *
 * @param account 3 to 24 of {@code a-z 0-9}
 * @param container 3 to 63 of {@code a-z 0-9 -}, a letter or digit at either end and beside each
 *     hyphen
 * @param access as whom pods come
 * @param reaches how pods come to it, see {@link #reachedBy}
 * @see <a href="https://hadoop.apache.org/docs/stable/hadoop-azure/abfs.html">Hadoop-Azure</a>
 */
public record AzureStorage(String account, String container, Access access, List<Reach> reaches)
    implements ObjectStore {

  private static final Port HTTPS = new Port("https", 443);

  /** One at Microsoft's own addresses. */
  public AzureStorage(String account, String container, Access access) {
    this(account, container, access, List.of());
  }

  /**
   * This one, to which pods come so: by a private endpoint of the storage account. Network policies
   * open it to all that come to the container; Entra, which has none, stays at the internet.
   * Refused for drivers or executors alone, and twice.
   */
  public AzureStorage reachedBy(Reach... reaches) {
    return new AzureStorage(
        account, container, access, Reach.once(container, this.reaches, reaches));
  }

  public AzureStorage {
    if (!account.matches("[a-z0-9]{3,24}")) {
      throw new IllegalArgumentException(
          "'"
              + account
              + "' is not the name of a storage account: use 3-24 of a-z and 0-9, without"
              + " .dfs.core.windows.net");
    }
    if (!container.matches("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "'"
              + container
              + "' is not the name of a container: use 3-63 of a-z, 0-9 and single hyphens, with a"
              + " letter or digit at either end");
    }
    reaches = Reach.ofStore(container, reaches);
  }

  /** As whom pods come: by a managed identity, or with the account's key. */
  public sealed interface Access extends S3Access {

    /** What the client has to be told of it, each property behind it the account's host. */
    Map<String, String> properties(AwsSdk sdk, String host);

    @Override
    default String provider(AwsSdk sdk) {
      throw new IllegalArgumentException(
          this
              + " opens no bucket by S3; keep the data in an AzureStorage, or give keys by S3Login");
    }
  }

  /**
   * Workload identity: Kubernetes gives pods a token, and Entra takes it for an identity.
   *
   * <pre>
   * kind: ServiceAccount
   * metadata:
   *   annotations:
   *     azure.workload.identity/client-id: 22222222-…
   * ---
   * kind: Pod
   * metadata:
   *   labels:
   *     azure.workload.identity/use: "true"
   * </pre>
   *
   * <p>A webhook of AKS mounts the token into pods with that label. Refused for Spark 3.5, whose
   * Hadoop takes none.
   *
   * @param tenant of Entra, and client: the ids that the portal shows, no secrets
   * @param client the id of the managed identity or application
   * @see <a href="https://azure.github.io/azure-workload-identity/docs/">Workload identity</a>
   */
  public record Identity(String tenant, String client) implements Access {

    /** What the webhook looks for on accounts. */
    public static final String ANNOTATION = "azure.workload.identity/client-id";

    /** What it looks for on pods. */
    public static final String LABEL = "azure.workload.identity/use";

    /** Where it mounts the token. */
    private static final String TOKEN = "/var/run/secrets/azure/tokens/azure-identity-token";

    public Identity {
      refuseUnlessId("tenant", tenant);
      refuseUnlessId("client", client);
    }

    private static void refuseUnlessId(String what, String id) {
      if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
        throw new IllegalArgumentException(
            "'"
                + id
                + "' is not the id of a "
                + what
                + "; copy it from the portal, as in 11111111-2222-3333-4444-555555555555");
      }
    }

    @Override
    public Map<String, String> properties(AwsSdk sdk, String host) {
      if (sdk == AwsSdk.V1) {
        throw new IllegalArgumentException(
            "identity "
                + client
                + " comes by workload identity, which the Hadoop of this Spark release is too old"
                + " for; use AzureStorage.Keys, or Spark 4");
      }
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("fs.azure.account.auth.type." + host, "OAuth");
      properties.put(
          "fs.azure.account.oauth.provider.type." + host,
          "org.apache.hadoop.fs.azurebfs.oauth2.WorkloadIdentityTokenProvider");
      properties.put("fs.azure.account.oauth2.msi.tenant." + host, tenant);
      properties.put("fs.azure.account.oauth2.client.id." + host, client);
      properties.put("fs.azure.account.oauth2.token.file." + host, TOKEN);
      return properties;
    }

    @Override
    public Map<String, String> accountAnnotations() {
      return Map.of(ANNOTATION, client);
    }

    @Override
    public Map<String, String> podLabels() {
      return Map.of(LABEL, "true");
    }

    @Override
    public List<Flow> flows(Peer from) {
      return List.of(
          new Flow(from, new Peer.Internet("Microsoft Entra"), HTTPS, "takes its identity"));
    }

    @Override
    public String guide(List<Labels> accounts) {
      StringBuilder lines = new StringBuilder();
      for (Labels each : accounts) {
        lines.append(
            Blanks.fill(
                """
            az identity federated-credential create --name %2$s \\
              --identity-name NAME --resource-group GROUP --issuer "$ISSUER" \\
              --subject system:serviceaccount:%1$s:%2$s --audience api://AzureADTokenExchange
            """,
                each.namespace().name(), each.name()));
      }
      return Blanks.fill(
          """
      Give it to the identity `%s` as `Storage Blob Data Contributor`, and let the accounts of the
      cluster, which needs workload identity, come as it:

      ```sh
      ISSUER=$(az aks show --name CLUSTER --resource-group GROUP \\
        --query oidcIssuerProfile.issuerUrl --output tsv)
      %s```
      """,
          client, lines);
    }

    @Override
    public String toString() {
      return "an identity of Azure";
    }
  }

  /**
   * The account's key, in a keystore that Hadoop reads, in a Secret. Its owner has it: nobody makes
   * it up.
   *
   * <pre>
   * hadoop.security.credential.provider.path=localjceks://file/run/azure/keys.jceks
   * </pre>
   *
   * @see <a
   *     href="https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/CredentialProviderAPI.html">
   *     Credential providers</a>
   */
  public record Keys(SecretSpec secret) implements Access {

    private static final String FILE = "keys.jceks";
    private static final MountPath DIRECTORY = MountPath.of("/run/azure");

    public Keys {
      secret = secret.keptByOthers();
    }

    /** The one kept in Secret {@code name}, under {@code keys.jceks}. */
    public static Keys in(String name) {
      return new Keys(
          SecretSpec.named(name, "the container in Azure").key(FILE, Recipe.ofOthers()));
    }

    @Override
    public Map<String, String> properties(AwsSdk sdk, String host) {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("fs.azure.account.auth.type." + host, "SharedKey");
      properties.put(
          "hadoop.security.credential.provider.path",
          "localjceks://file" + DIRECTORY.file(FILE).text());
      return properties;
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
    public String guide(List<Labels> accounts) {
      return Blanks.fill(
          """
      Put the account's key into a keystore `%s`, which asks for the key, and that into Secret
      `%s`:

      ```sh
      hadoop credential create fs.azure.account.key.ACCOUNT.dfs.core.windows.net \\
        -provider localjceks://file$PWD/%1$s
      ```

      Without a Hadoop, `java -cp '/opt/spark/jars/*' org.apache.hadoop.security.alias.CredentialShell`
      of the Spark image takes the same words.
      """,
          FILE, secret.name());
    }

    @Override
    public String toString() {
      return "a key of Azure";
    }
  }

  @Override
  public String bucketName() {
    return container;
  }

  @Override
  public String scheme() {
    return "abfss";
  }

  @Override
  public String folder(String path) {
    return scheme() + "://" + container + "@" + host() + "/" + path + "/";
  }

  /** Of another storage account it has no key, and asks as nobody. */
  @Override
  public boolean reads(String file) {
    return ObjectStore.super.reads(file) && file.contains("@" + host() + "/");
  }

  private String host() {
    return account + ".dfs.core.windows.net";
  }

  @Override
  public Peer peer() {
    return new Peer.Internet("Azure Storage");
  }

  @Override
  public Port api() {
    return HTTPS;
  }

  @Override
  public Map<String, String> location() {
    // Else it asks for what it may not see, and stops with a word about this property.
    return new LinkedHashMap<>(Map.of("fs.azure.account.hns.enabled", "true"));
  }

  @Override
  public Map<String, String> hadoopProperties(AwsSdk sdk) {
    Map<String, String> properties = location();
    properties.putAll(access.properties(sdk, host()));
    return properties;
  }

  @Override
  public Map<String, String> impatience() {
    return Map.of("fs.azure.io.retry.max.retries", "1");
  }

  /** What waits to be uploaded is on the disk of shuffle data, as it is with S3A. */
  @Override
  public SparkConf writerConf() {
    return SparkConf.titled(TITLE)
        .set("spark.hadoop.fs.azure.buffer.dir", "${env.SPARK_LOCAL_DIRS:-/tmp}/abfs");
  }

  @Override
  public SparkConf writerConf(SparkRelease release) {
    return writerConf()
        .and(
            ManifestCommitter.conf(
                scheme(),
                "org.apache.hadoop.fs.azurebfs.commit.AzureManifestCommitterFactory",
                release));
  }

  @Override
  public List<MavenJar> jars(SparkRelease release) {
    return List.of(new MavenJar("org.apache.hadoop", "hadoop-azure", release.hadoop()));
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    Make the container `%s` in the storage account `%s`, which has a hierarchical namespace.
    %s""",
        container, account, access.guide(accounts).replace("ACCOUNT.dfs", account + ".dfs"));
  }
}
