package io.sparkstead.stack.image;

import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Dockerfile;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.MountPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JupyterLab on top of the Spark image, so that a notebook is a driver with the executors' own jars
 * and Python.
 *
 * <p>Python packages are locked by hash, for the Python of {@code spark}'s release; those that are
 * in {@code spark} are taken from there.
 *
 * @param repository where it is pushed to, without a tag: that is the one of {@code spark}, and its
 *     digest is in the same lock
 */
public record JupyterImage(DnsLabel name, String repository, SparkImage spark)
    implements ImageBuild {

  /** The folder people work in: a disk, in the pod. */
  public static final MountPath WORKSPACE = MountPath.of("/home/spark/workspace");

  /** Files that the entrypoint puts into the workspace where they are missing. */
  public static final MountPath SAMPLES = MountPath.of("/opt/jupyter/samples");

  /** The directory with Jupyter's configuration. */
  public static final MountPath CONF = MountPath.of("/opt/jupyter/conf");

  /** The file in {@link #CONF} that Jupyter is told to read. */
  public static final String CONF_FILE = "jupyter_server_config.py";

  private static final String LOCK = PythonPackages.FILE;
  private static final String SCRIPT = "entrypoint.sh";

  public JupyterImage {
    // Refuses what is no repository.
    spark.published(repository);
  }

  @Override
  public ImageReference published() {
    return spark.published(repository);
  }

  @Override
  public PodUser user() {
    return spark.user();
  }

  /** Nothing that others make: {@link #spark} is built here too. */
  @Override
  public List<ImageReference> builtOn() {
    return List.of();
  }

  @Override
  public Optional<Mirrors.Proxy> proxy() {
    return spark.proxy();
  }

  @Override
  public Map<String, String> files() {
    return ImageBuild.folder(dockerfile(), Map.of(LOCK, lock(), SCRIPT, entrypoint().text()));
  }

  private Dockerfile dockerfile() {
    MountPath lock = MountPath.of("/opt/jupyter").file(LOCK);
    MountPath script = MountPath.of("/opt/jupyter").file(SCRIPT);
    return Dockerfile.builder()
        // By tag: a digest would be that of the image as it was before this build.
        .from(spark.published().byTag())
        .label(
            OciLabels.of(
                name,
                "JupyterLab, and Apache Spark " + spark.release().version() + " for its kernels",
                spark.release().version(),
                "Apache-2.0 AND BSD-3-Clause",
                spark.published().byTag()))
        .asRoot()
        .copy(LOCK, lock)
        .run(PythonPackages.install(spark.python(), spark.mirrors(), lock))
        .copyProgram(SCRIPT, script)
        .user(user().id())
        .workdir(WORKSPACE)
        .entrypoint(SparkImage.TINI.text(), "-s", "--", script.text())
        .build();
  }

  private static ShellScript entrypoint() {
    return ShellScript.bash(
        Blanks.fill(
            """
        # The image cannot be written to; HOME is a scratch volume.
        mkdir -p "$HOME"
        cd %s

        # Samples are copied, not linked: a notebook wants to be saved. What is there stays. A file of
        # a ConfigMap cannot be run, and a script wants to be.
        for sample in %s/*; do
          file=${sample##*/}
          if [ -e "$sample" ] && [ ! -e "$file" ]; then
            cp --dereference "$sample" "$file"
            case $file in *.sh) chmod u+x "$file" ;; esac
          fi
        done

        # exec: Jupyter itself gets the signal to stop, and ends its kernels and their executors.
        exec jupyter lab --config=%s
        """,
            WORKSPACE, SAMPLES, CONF.file(CONF_FILE)));
  }

  /** What the image it is built on has stays as it is there: executors have the same. */
  private String lock() {
    String python = spark.release().python();
    return spark
        .packages()
        .leftOf(PythonPackages.usual("requirements-jupyter-python" + python + ".lock", python));
  }
}
