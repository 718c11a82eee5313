package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store that others run: a NAS, Ceph, an S3 of another provider, or MinIO in another namespace.
 *
 * <pre>
 * fs.s3a.endpoint=https://s3.example.org
 * fs.s3a.endpoint.region=eu-1
 * fs.s3a.path.style.access=true
 * </pre>
 *
 * <p>Where its host is a Service of another namespace, {@code https://minio.minio.svc}, policies
 * open that namespace at the endpoint's port; where its pods listen at another, {@link #reachedBy}
 * says.
 *
 * <p>The bucket, and the user whose keys the login holds, have to be there already: {@code secrets}
 * makes none up.
 *
 * <p>At {@code https://storage.googleapis.com}, Google Cloud Storage by its S3 face, it turns off
 * what that cannot do; {@link GoogleStorage} is the other way to it.
 *
 * @param endpoint {@code https://} or {@code http://}, a host and perhaps a port; pods must trust
 *     who signed its certificate, as they trust the public authorities
 * @param addresses where the host really is; a network policy knows no names, so one block at least
 *     where there are policies and the store is outside the cluster
 * @param region that requests are signed for, {@code external} if the store takes any
 * @param bucket which is there already
 * @param reaches how pods come there, if addresses and host do not say
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/third_party_stores.html">
 *     S3A and third-party stores</a>
 */
public record ExternalStore(
    URI endpoint,
    List<Cidr> addresses,
    String region,
    Addressing addressing,
    S3Bucket bucket,
    List<Reach> reaches)
    implements ObjectStore {

  /** Where a request says which bucket it means. */
  public enum Addressing {
    /** {@code https://s3.example.org/bucket}: what most stores take. */
    PATH,
    /** {@code https://bucket.s3.example.org}: needs a name and a certificate for any bucket. */
    HOST
  }

  /** One that takes any region, and finds a bucket by its path. */
  public ExternalStore(URI endpoint, List<Cidr> addresses, S3Bucket bucket) {
    this(endpoint, addresses, ClusterStore.ANY_REGION, Addressing.PATH, bucket);
  }

  /** One whose addresses or host say where it is. */
  public ExternalStore(
      URI endpoint, List<Cidr> addresses, String region, Addressing addressing, S3Bucket bucket) {
    this(endpoint, addresses, region, addressing, bucket, List.of());
  }

  /**
   * This store, to which pods come so: for one in the cluster whose pods have labels to be told by,
   * or listen at another port than the Service in front of them.
   *
   * <pre>{@code
   * new ExternalStore(URI.create("http://rook-ceph-rgw-lake.rook-ceph.svc"), List.of(), bucket)
   *     .reachedBy(Reach.inCluster("rook-ceph", Map.of("app", "rook-ceph-rgw"), 8080));
   * }</pre>
   *
   * <p>Refused beside addresses, of which policies would take one or the other; for drivers or
   * executors alone, as others come to it too; and twice.
   */
  public ExternalStore reachedBy(Reach... reaches) {
    List<Reach> once = Reach.once(endpoint.toString(), this.reaches, reaches);
    return new ExternalStore(endpoint, addresses, region, addressing, bucket, once);
  }

  private static final String SERVICE = ".svc";
  private static final String DOMAIN = ".cluster.local";

  static final String PATH_STYLE = "fs.s3a.path.style.access";

  public ExternalStore {
    addresses = List.copyOf(addresses);
    String written = endpoint.toString();
    if ("/".equals(endpoint.getPath()) && written.endsWith("/")) {
      endpoint = URI.create(written.substring(0, written.length() - 1));
    }
    // Before the endpoint is named in a message: this is how a password comes into one.
    if (endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "an S3 endpoint at "
              + endpoint.getHost()
              + " has a user or a password in it; keep both in the bucket's login");
    }
    if (!List.of("http", "https").contains(String.valueOf(endpoint.getScheme()))
        || endpoint.getHost() == null
        || !String.valueOf(endpoint.getPath()).isEmpty()
        || endpoint.getQuery() != null
        || endpoint.getFragment() != null) {
      throw new IllegalArgumentException(
          "'"
              + endpoint
              + "' is not an S3 endpoint; write https:// or http://, a host and perhaps a port, as"
              + " in https://s3.example.org");
    }
    if (endpoint.getHost().matches(".*\\.amazonaws\\.com(\\.cn)?")) {
      throw new IllegalArgumentException(
          "'" + endpoint + "' is Amazon's own S3, which S3A finds by the region alone; use AwsS3");
    }
    if (Cidr.isAddress(Cidr.ofUrl(endpoint.getHost())) && addressing == Addressing.HOST) {
      throw new IllegalArgumentException(
          "'"
              + endpoint
              + "' is an address, and no bucket has a name under it; use Addressing.PATH");
    }
    if (addressing == Addressing.HOST
        && endpoint.getScheme().equals("https")
        && S3Bucket.needsPath(bucket.name())) {
      throw new IllegalArgumentException(
          "bucket '"
              + bucket.name()
              + "' has dots, and no certificate fits its name at '"
              + endpoint
              + "'; use Addressing.PATH");
    }
    reaches = Reach.ofStore(endpoint.toString(), reaches);
    if (!reaches.isEmpty() && !addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + endpoint
              + "' is at "
              + addresses
              + " and reachedBy(…) says where it is too; leave the addresses out, as List.of()");
    }
    if (region.isBlank()) {
      throw new IllegalArgumentException(
          "'"
              + endpoint
              + "' has no region, and the SDK would ask Amazon for one; write external if the store"
              + " takes any");
    }
    bucket = new S3Bucket(bucket.name(), bucket.login().keptByOthers());
  }

  @Override
  public String bucketName() {
    return bucket.name();
  }

  @Override
  public S3Login access() {
    return bucket.login();
  }

  @Override
  public Peer peer() {
    String host = endpoint.getHost();
    if (!reaches.isEmpty()) {
      return reaches.get(0).target().peer(host);
    }
    Optional<DnsLabel> namespace = addresses.isEmpty() ? namespace(host) : Optional.empty();
    return namespace.isPresent()
        ? new Peer.Elsewhere(host, namespace.get(), Map.of())
        : new Peer.Network(host, addresses);
  }

  /** Of {@code minio.minio.svc} and {@code minio.minio.svc.cluster.local}, where Services are. */
  private static Optional<DnsLabel> namespace(String host) {
    String name = Ascii.toLowerCase(host);
    int end = name.length() - (name.endsWith(DOMAIN) ? DOMAIN.length() : 0);
    int service = end - SERVICE.length();
    int dot = name.startsWith(SERVICE, service) ? name.lastIndexOf('.', service - 1) : -1;
    String namespace = dot > 0 ? name.substring(dot + 1, service) : "";
    return DnsLabel.isRfc1123(namespace) && Ascii.isLetter(namespace.charAt(0))
        ? Optional.of(DnsLabel.of(namespace))
        : Optional.empty();
  }

  @Override
  public Port api() {
    int usual = endpoint.getScheme().equals("https") ? 443 : 80;
    return new Port("s3", endpoint.getPort() < 0 ? usual : endpoint.getPort());
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    The bucket `%s` at <%s> has to be there, open to nobody. %s""",
        bucket.name(), endpoint, access().guide(accounts));
  }

  @Override
  public Map<String, String> location() {
    Map<String, String> location = location(endpoint, region, addressing);
    if (isGoogles()) {
      // What Google's S3 cannot do; with any of it left as it is, deletes, lists or writes fail.
      location.put("fs.s3a.multiobjectdelete.enable", "false");
      location.put("fs.s3a.list.version", "1");
      location.put("fs.s3a.checksum.generation", "false");
      location.put("fs.s3a.create.conditional.enabled", "false");
    }
    return location;
  }

  /** Google's S3 has no uploads of the kind that the magic committer is made of. */
  @Override
  public SparkConf writerConf() {
    return isGoogles() ? ObjectStore.buffer() : ObjectStore.super.writerConf();
  }

  private boolean isGoogles() {
    return "storage.googleapis.com".equals(endpoint.getHost());
  }

  static Map<String, String> location(URI endpoint, String region, Addressing addressing) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("fs.s3a.endpoint", endpoint.toString());
    properties.put("fs.s3a.endpoint.region", region);
    if (addressing == Addressing.PATH) {
      properties.put(PATH_STYLE, "true");
    }
    return properties;
  }
}
