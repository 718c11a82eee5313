package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.flow.Peer;
import java.net.URI;
import java.util.Map;

/**
 * A store that pods of the stack serve, such as {@code Minio}'s.
 *
 * <pre>
 * fs.s3a.endpoint=http://minio.spark.svc:9000
 * fs.s3a.endpoint.region=external
 * fs.s3a.path.style.access=true
 * </pre>
 *
 * @param pods who serves it
 * @param host under which name pods reach it
 * @param api on which port
 * @param region that requests are signed for; most such stores take any word, Garage its own alone
 * @param bucket the bucket that is Spark's own, and as whom Spark comes
 */
public record ClusterStore(Labels pods, String host, Port api, String region, S3Bucket bucket)
    implements ObjectStore {

  /** What the objects of a component that serves one are labelled as. */
  public static final String ROLE = "object-store";

  /** Any word but the SDK's own: without one the SDK asks Amazon's servers for the region. */
  static final String ANY_REGION = "external";

  /** One that takes any region. */
  public ClusterStore(Labels pods, String host, Port api, S3Bucket bucket) {
    this(pods, host, api, ANY_REGION, bucket);
  }

  /** Where pods reach the API, by Service name whatever the exposure. */
  public URI endpoint() {
    return URI.create("http://" + host + ":" + api.number());
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
    return new Peer.Pods(pods);
  }

  @Override
  public Map<String, String> location() {
    // No Service is called bucket.minio, so the bucket stands in the path.
    return ExternalStore.location(endpoint(), region, ExternalStore.Addressing.PATH);
  }
}
