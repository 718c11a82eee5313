package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether pods run the images that are built for them, and nodes get what pods run. */
public record Pulled(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule STOCK_HAS_NO_STORE =
      Rule.error("IMG-22", "What reads and writes s3a:// has the jars for it in its image")
          .why(
              "Images that others publish have neither hadoop-aws nor the user that the pod runs as:"
                  + " class S3AFileSystem not found.")
          .fix("Take the image that is built here.");

  static final Rule IMAGE_IS_RUN =
      Rule.warning("IMG-23", "An image that is built here is run by a pod, or built on")
          .why("What was made for it, its entrypoint and its user, is in no pod.")
          .fix("Name it in the pod, or drop its build.");

  static final Rule NODES_GET_THE_IMAGE =
      Rule.error("IMG-24", "An image of a registry may be pulled")
          .why("A node that has it not ends with ErrImageNeverPull; nobody loads it into nodes.")
          .fix("Say imagePullPolicy: IfNotPresent.");

  static final Rule BUILT_IMAGE_MAY_BE_PULLED =
      Rule.warning("IMG-25", "An image that is built here and pushed may be pulled")
          .why("Each node needs it loaded by hand, before each change.")
          .fix("Say imagePullPolicy: IfNotPresent.");

  private static final String NEVER = "Never";
  private static final String LOCAL = "localhost";

  /** What puts images into nodes without a registry. */
  private static final List<String> LOADING =
      List.of(
          "kind load",
          "minikube image",
          "k3d image import",
          "ctr images import",
          "ctr -n",
          "image load");

  /** Images with a Spark and no S3A. */
  private static final List<String> STOCK =
      List.of("apache/spark", "apache/spark-py", "apache/spark-r", "library/spark", "spark");

  private static final String NOTEBOOKS = "jupyter/";
  private static final String NOTEBOOK = "-notebook";
  private static final String S3A = "s3a";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        nodesGetTheImage(workload, container);
      }
    }
    for (Conf conf : stack.confs()) {
      stockHasNoStore(conf);
    }
    imagesAreRun();
  }

  private void nodesGetTheImage(Workload workload, ContainerView container) {
    String image = container.image();
    String pulled = stack.images().names().getOrDefault(image, image);
    if (!NEVER.equals(container.model().getImagePullPolicy())
        || pulled.startsWith(LOCAL)
        || isLoaded()) {
      return;
    }
    Rule rule = stack.images().has(image) ? BUILT_IMAGE_MAY_BE_PULLED : NODES_GET_THE_IMAGE;
    at(rule, workload, "imagePullPolicy: " + NEVER)
        .say(
            "container {} of {it} never pulls {}, which nothing loads into nodes; say"
                + " imagePullPolicy: IfNotPresent",
            container.name(),
            pulled);
  }

  private boolean isLoaded() {
    for (String script : stack.scripts().values()) {
      for (String loading : LOADING) {
        if (script.contains(loading)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Of drivers, executors and the History Server, if their properties lead to S3A. */
  private void stockHasNoStore(Conf conf) {
    if (!usesS3a(conf) || bringsJars(conf)) {
      return;
    }
    Optional<String> named = conf.get(Keys.IMAGE);
    if (named.isPresent() && isStock(named.get())) {
      at(STOCK_HAS_NO_STORE, conf, Keys.IMAGE)
          .say(
              "{it} uses s3a://, and {} has no jars for it; take the image that is built here",
              named.get());
    }
    Optional<Workload> reader = stack.runnerOf(conf);
    if (reader.isPresent() && (conf.isClient() || conf.isHistory())) {
      for (ContainerView container : reader.get().mainContainers()) {
        if (isStock(container.image()) && mounts(reader.get(), container, conf)) {
          at(STOCK_HAS_NO_STORE, reader.get(), "image: " + container.image())
              .say(
                  "container {} of {it} is told of s3a:// and runs {}, which has no jars for it and"
                      + " another user; take the image that is built here",
                  container.name(),
                  container.image());
        }
      }
    }
  }

  private static boolean mounts(Workload workload, ContainerView container, Conf conf) {
    for (ContainerView.Mount mount : container.mounts()) {
      var volume = workload.volume(mount);
      if (volume.isPresent()
          && volume.get().configMap().isPresent()
          && volume.get().configMap().get().name().equals(conf.configMap())) {
        return true;
      }
    }
    return false;
  }

  private static boolean usesS3a(Conf conf) {
    for (Map.Entry<String, String> one : conf.properties().entrySet()) {
      if (one.getKey().contains("." + S3A + ".") || one.getValue().contains(S3A + "://")) {
        return true;
      }
    }
    return false;
  }

  private static boolean bringsJars(Conf conf) {
    for (String key : List.of(Keys.PACKAGES, "spark.jars", "spark.driver.extraClassPath")) {
      if (conf.get(key).orElse("").contains("hadoop-aws")) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code image} is published by others without S3A. */
  private boolean isStock(String image) {
    if (stack.images().has(image) || stack.images().pulledAs(image).isPresent()) {
      return false;
    }
    String name = Images.byTag(image);
    int tag = name.lastIndexOf(':');
    name = tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
    String[] steps = name.split("/", 2);
    boolean isHost = steps.length > 1 && (steps[0].contains(".") || steps[0].contains(":"));
    String path = isHost ? steps[1] : name;
    boolean isPublic = !isHost || List.of("docker.io", "quay.io", "ghcr.io").contains(steps[0]);
    return isPublic
        && (STOCK.contains(path) || (path.startsWith(NOTEBOOKS) && path.endsWith(NOTEBOOK)));
  }

  private void imagesAreRun() {
    Set<String> run = new TreeSet<>();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        run.add(container.image());
      }
    }
    Map<String, String> names = stack.images().names();
    for (Map.Entry<String, String> image : names.entrySet()) {
      String tag = Images.byTag(image.getValue());
      Optional<DockerfileText> built = stack.images().dockerfile(image.getKey());
      if (built.isPresent() && !run.contains(image.getKey()) && !isNamed(tag)) {
        inFile(IMAGE_IS_RUN, built.get().path(), "FROM")
            .say("{it} is built, and no pod runs {}; name it in a pod, or drop it", image.getKey());
      }
    }
  }

  /** Whether properties, templates or another Dockerfile name it. */
  private boolean isNamed(String tag) {
    for (Conf conf : stack.confs()) {
      for (String value : conf.properties().values()) {
        if (value.contains(tag)) {
          return true;
        }
      }
    }
    for (Evidence.Embedded file : stack.embedded()) {
      if (file.text().contains(tag)) {
        return true;
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      if (dockerfile.expanded().contains(tag)) {
        return true;
      }
    }
    return false;
  }
}
