package io.sparkstead.stack.storage;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.release.AwsSdk;
import java.util.List;
import java.util.Map;

/**
 * As whom pods come to a bucket: by keys that they hold, or by a role that the cloud gives to the
 * account they run as. Those of {@link GoogleStorage} and {@link AzureStorage} open nothing by S3.
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/authentication.html">
 *     Authenticating S3A</a>
 */
public sealed interface S3Access
    permits S3Login, Irsa, PodIdentity, GoogleStorage.Access, AzureStorage.Access {

  /** The class that brings S3A its keys, for {@code fs.s3a.aws.credentials.provider}. */
  String provider(AwsSdk sdk);

  /** The Secrets that have to be there. */
  default List<SecretSpec> secrets() {
    return List.of();
  }

  /** What has to be in the namespace and others make. */
  default List<ExistingObject> existing() {
    return List.of();
  }

  /** This access, to a store whose owner has the keys, so that nobody makes them up. */
  default S3Access keptByOthers() {
    return this;
  }

  /** What every pod mounts that comes to the bucket. */
  default List<Mount> mounts() {
    return List.of();
  }

  /** What every container is told that comes to the bucket. */
  default List<EnvVar> environment(AwsSdk sdk) {
    return List.of();
  }

  /** What stands on the accounts of pods that come to the bucket. */
  default Map<String, String> accountAnnotations() {
    return Map.of();
  }

  /** What pods carry that come to the bucket. */
  default Map<String, String> podLabels() {
    return Map.of();
  }

  /** The connections that {@code from} opens to get its keys. */
  default List<Flow> flows(Peer from) {
    return List.of();
  }

  /** What a person does in the cloud so that pods of {@code accounts} may come, in Markdown. */
  String guide(List<Labels> accounts);
}
