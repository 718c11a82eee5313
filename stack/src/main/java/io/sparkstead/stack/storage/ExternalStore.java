package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Peer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A store that others run outside the cluster: a NAS, Ceph, an S3 of another provider.
 *
 * <pre>
 * fs.s3a.endpoint=https://s3.example.org
 * fs.s3a.endpoint.region=eu-1
 * fs.s3a.path.style.access=true
 * </pre>
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
 *     where there are policies
 * @param region that requests are signed for, {@code external} if the store takes any
 * @param bucket which is there already
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/third_party_stores.html">
 *     S3A and third-party stores</a>
 */
public record ExternalStore(
    URI endpoint, List<Cidr> addresses, String region, Addressing addressing, S3Bucket bucket)
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
    if (Cidr.isAddress(endpoint.getHost()) && addressing == Addressing.HOST) {
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
    return new Peer.Network(endpoint.getHost(), addresses);
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
