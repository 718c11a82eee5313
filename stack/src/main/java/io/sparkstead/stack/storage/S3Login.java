package io.sparkstead.stack.storage;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.release.AwsSdk;
import java.util.List;

/**
 * The access key and secret key of one user of an object store, in a file that both generations of
 * Amazon's SDK read:
 *
 * <pre>
 * [default]
 * aws_access_key_id = …
 * aws_secret_access_key = …
 * </pre>
 *
 * <p>A file and not {@code spark.hadoop.fs.s3a.secret.key}: properties stand in a ConfigMap, and so
 * in Git. Nor environment variables: Spark copies those into the Hadoop configuration that it sends
 * to every executor.
 *
 * <pre>{@code
 * S3Login.in("lake-keys", "the lake")  // a Secret that comes as all of the stack do
 * S3Login.existing("lake-keys")        // one that is in the namespace already, made by others
 * }</pre>
 *
 * <p>The keys of a store in the cluster are made up when Secrets are printed. Those of an {@link
 * ExternalStore} and of {@link AwsS3} are their owner's, and never made up: the tree's README says
 * how such a Secret is made.
 *
 * @param existing the Secret, if others make it and keep it in the namespace; else nothing
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">The file's
 *     format</a>
 */
public record S3Login(SecretSpec secret, List<ExistingObject> existing) implements S3Access {

  private static final String FILE = "credentials";
  private static final MountPath DIRECTORY = MountPath.of("/run/s3");

  /** One that comes as all Secrets of the stack do. */
  public S3Login(SecretSpec secret) {
    this(secret, List.of());
  }

  public S3Login {
    existing = List.copyOf(existing);
  }

  /**
   * The login kept in Secret {@code name}, which others make and keep in the namespace: its key
   * {@code credentials} holds the file above.
   */
  public static S3Login existing(String name) {
    return new S3Login(
        SecretSpec.named(name, "made by others").key(FILE, Recipe.ofOthers()),
        List.of(ExistingObject.secret(name)));
  }

  /** The login kept in Secret {@code name}, which opens {@code purpose}. */
  public static S3Login in(String name, String purpose) {
    return new S3Login(
        SecretSpec.named(name, purpose)
            .key(
                FILE,
                Recipe.joined(
                    Recipe.fixed("[default]\naws_access_key_id = "),
                    Recipe.random(20),
                    Recipe.fixed("\naws_secret_access_key = "),
                    Recipe.random(40),
                    Recipe.fixed("\n"))));
  }

  /** Where the file lies in every container that uses this login. */
  public MountPath file() {
    return DIRECTORY.file(FILE);
  }

  public MountPath directory() {
    return DIRECTORY;
  }

  public Mount mount() {
    return new Mount.Secret(secret, DIRECTORY);
  }

  /**
   * Lines of a POSIX shell that leave the two keys in {@code $access_key} and {@code $secret_key},
   * by built-ins alone: the arguments of a process are there for all to list.
   */
  public String readByShell() {
    return Blanks.fill(
        """
    # The last line may lack its end. IFS='=' would be shorter, but takes a = off a key's end.
    while read -r line || [ -n "$line" ]; do
      value=${line#*=}
      case $line in
        aws_access_key_id*) access_key=${value# } ;;
        aws_secret_access_key*) secret_key=${value# } ;;
      esac
    done < %s
    : "${access_key:?is not in the file}" "${secret_key:?is not in the file}"
    """,
        file());
  }

  /** What tells the SDK of a container where the file is. */
  public EnvVar variable(AwsSdk sdk) {
    return new EnvVar(sdk.fileVariable(), file().text(), null);
  }

  @Override
  public String provider(AwsSdk sdk) {
    return sdk.fileProvider();
  }

  @Override
  public List<SecretSpec> secrets() {
    return existing.isEmpty() ? List.of(secret) : List.of();
  }

  @Override
  public S3Login keptByOthers() {
    return new S3Login(secret.keptByOthers(), existing);
  }

  @Override
  public List<Mount> mounts() {
    return List.of(mount());
  }

  @Override
  public List<EnvVar> environment(AwsSdk sdk) {
    return List.of(variable(sdk));
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    Give it to a user, and put the user's keys into Secret `%s`, as a file `%s`:

    ```ini
    [default]
    aws_access_key_id = …
    aws_secret_access_key = …
    ```
    """,
        secret.name(), FILE);
  }
}
