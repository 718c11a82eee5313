package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.evidence.spark.TemplateDisks;
import io.sparkstead.stack.proof.evidence.spark.TemplateTree;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.SparkRelease;
import java.util.List;
import java.util.Optional;

/** Whether the AWS SDK of the images learns where its file of keys is, and which of them it is. */
public record KeyFiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule VARIABLE_IS_THE_SDKS =
      Rule.error(
              "AGR-32", "The file of S3 keys is named by the variable that the image's SDK reads")
          .why(
              "SDK 1 of Spark 3 reads AWS_CREDENTIAL_PROFILES_FILE alone, SDK 2 of Spark 4"
                  + " AWS_SHARED_CREDENTIALS_FILE. By the other one S3A finds no profile file.")
          .fix("Name the variable as the finding does, in pods and in pod templates.");

  static final Rule PROFILE_IS_IN_THE_FILE =
      Rule.warning("AGR-33", "The profile of S3 keys that a variable names is the file's")
          .why("The file that the stack asks for has the profile default, and S3A finds no other.")
          .fix("Leave AWS_PROFILE out, or make sure that the file has the profile.");

  private static final String FROM_FILE = "ProfileCredentials";
  private static final String PROFILE = "AWS_PROFILE";
  private static final String DEFAULT = "default";
  private static final String DRIVER = "driver";
  private static final String EXECUTOR = "executor";

  @Override
  public void check() {
    Optional<SparkRelease> release = stack.release();
    if (release.isEmpty() || !readsAFile()) {
      return;
    }
    AwsSdk sdk = release.get().awsSdk();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (stack.images().has(container.image())) {
          container(sdk, workload, container);
        }
      }
    }
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole() && readsAFile(conf)) {
        template(sdk, conf, EXECUTOR, "spark.executorEnv.");
        if (conf.isCluster()) {
          template(sdk, conf, DRIVER, "spark.kubernetes.driverEnv.");
        }
      }
    }
  }

  private boolean readsAFile() {
    for (Conf conf : stack.confs()) {
      if (readsAFile(conf)) {
        return true;
      }
    }
    return false;
  }

  private static boolean readsAFile(Conf conf) {
    return conf.get(S3.PROVIDER).orElse("").contains(FROM_FILE);
  }

  private void container(AwsSdk sdk, Workload workload, ContainerView container) {
    for (AwsSdk other : AwsSdk.values()) {
      Optional<String> file = container.variable(other.fileVariable());
      if (other != sdk && file.isPresent() && container.variable(sdk.fileVariable()).isEmpty()) {
        at(VARIABLE_IS_THE_SDKS, workload, "name: " + other.fileVariable())
            .say(
                "container {} of {it} names its keys by {}, which the SDK in its image does not"
                    + " read; name them by {}",
                container.name(),
                other.fileVariable(),
                sdk.fileVariable());
      }
    }
    Optional<String> profile = container.variable(PROFILE);
    if (profile.isPresent() && !profile.get().equals(DEFAULT)) {
      at(PROFILE_IS_IN_THE_FILE, workload, PROFILE)
          .say(
              "container {} of {it} asks for the profile {}, and the file of keys has {}; leave"
                  + " {} out",
              container.name(),
              profile.get(),
              DEFAULT,
              PROFILE);
    }
  }

  /** What Spark makes pods by says it, or a property does. */
  private void template(AwsSdk sdk, Conf conf, String role, String variables) {
    Optional<PodTemplate> template = template(conf, role);
    if (template.isEmpty()
        || conf.get(variables + sdk.fileVariable()).isPresent()
        || !TemplateTree.of(template.get().text()).problem().isEmpty()) {
      return;
    }
    String text = template.get().text();
    Optional<String> file = Optional.ofNullable(template.get().variables().get(sdk.fileVariable()));
    if (file.isEmpty()) {
      at(VARIABLE_IS_THE_SDKS, template.get(), "env:")
          .say(
              "{it} does not set {}, by which {}s of {} find their keys for S3; set it",
              sdk.fileVariable(),
              role,
              conf);
    } else if (!TemplateDisks.of(text).isMounted(file.get())) {
      at(VARIABLE_IS_THE_SDKS, template.get(), sdk.fileVariable())
          .say(
              "{it} says that the keys for S3 are in {}, where nothing is mounted; mount their"
                  + " Secret there",
              file.get());
    }
  }

  /** The template of that text, with the file it stands in. */
  private Optional<PodTemplate> template(Conf conf, String role) {
    Optional<String> text = stack.podTemplate(conf, role);
    List<PodTemplate> all = text.isEmpty() ? List.of() : PodTemplate.allOf(stack);
    String path = conf.get(Keys.podTemplate(role)).orElse("");
    for (PodTemplate each : all) {
      Optional<String> same =
          stack.configMap(each.manifest().name()).map(m -> m.data().get(each.file()));
      if (path.endsWith("/" + each.file()) && same.equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
