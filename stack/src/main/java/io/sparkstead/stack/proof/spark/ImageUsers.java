package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether Spark finds the user it runs as: in pods, in templates, and in the images themselves. */
public record ImageUsers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule UID_IS_IN_THE_IMAGE =
      Rule.error("AGR-17", "Pods run as the user that their image has")
          .why(
              "A Spark process whose uid is not in /etc/passwd dies with 'invalid null input: name'.")
          .fix("Take runAsUser from the image.");

  static final Rule NUMBERS_ARE_LEFT_TO_THE_CLUSTER =
      Rule.error("POD-14", "Where the cluster gives pods their numbers, no pod says one")
          .why("OpenShift refuses a pod whose uid or fsGroup is not of the namespace's range.")
          .fix("Take all pods from PodUser.assigned(), or all from new PodUser(…).");

  static final Rule OPENSHIFT_GIVES_THE_NUMBERS =
      Rule.warning("POD-15", "On OpenShift, pods take the numbers that the cluster gives")
          .why(
              "Its SCC restricted-v2 refuses every pod that says a user or a group out of the"
                  + " namespace's range.")
          .fix(
              "Say .user(PodUser.assigned()) of a Workbench, or excuse it where an SCC lets them in.");

  static final Rule VARIABLE_IS_THE_IMAGES =
      Rule.error("AGR-30", "A container keeps what its image says of Spark, Java and Python")
          .why("A variable replaces the image's, which leads to what is in it.")
          .fix("Drop the variable, or say all that the image says in it.");

  private static final List<String> KEPT =
      List.of("PATH", "PYTHONPATH", "SPARK_HOME", "JAVA_HOME", "PYSPARK_PYTHON");
  private static final List<String> USER_ADDING = List.of("useradd", "adduser");

  @Override
  public void check() {
    boolean isAssigned = isAssigned();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Optional<Long> built = stack.images().user(container.image());
        if (built.isPresent()) {
          if (!isAssigned) {
            ofContainer(workload, container, built.get());
          }
          keepsVariables(workload, container, stack.images().dockerfile(container.image()).get());
        }
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      ofTemplate(template);
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      ofImage(dockerfile);
    }
    if (isAssigned) {
      numbersAreLeftToTheCluster();
    } else {
      openShiftGivesTheNumbers();
    }
  }

  /** Whether no pod at all says as whom it runs, and an image lets any user in. */
  private boolean isAssigned() {
    boolean isOpen = false;
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      isOpen |= dockerfile.expanded().contains("chmod 0755 /home/");
    }
    if (!isOpen) {
      return false;
    }
    for (Workload workload : stack.workloads()) {
      if (workload.security().getRunAsUser() != null) {
        return false;
      }
      for (ContainerView container : workload.containers()) {
        if (container.security().getRunAsUser() != null) {
          return false;
        }
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      if (!template.all("runAsUser: ").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void openShiftGivesTheNumbers() {
    Optional<Route> route = Route.firstOfOpenShift(stack);
    if (route.isPresent()) {
      at(OPENSHIFT_GIVES_THE_NUMBERS, route.get(), "kind: Route")
          .say(
              "{it} is OpenShift's, which refuses pods that say as whom they run; say"
                  + " .user(PodUser.assigned()) of a Workbench, or excuse it where an SCC lets them in");
    }
  }

  private void numbersAreLeftToTheCluster() {
    for (Workload workload : stack.workloads()) {
      PodSecurityContext pod = workload.security();
      if (pod.getFsGroup() != null || pod.getRunAsGroup() != null) {
        at(NUMBERS_ARE_LEFT_TO_THE_CLUSTER, workload, "securityContext:")
            .say(
                "{it} says a group and no user; say both by new PodUser(…), or none by assigned()");
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      if (!template.all("fsGroup: ").isEmpty() || !template.all("runAsGroup: ").isEmpty()) {
        at(NUMBERS_ARE_LEFT_TO_THE_CLUSTER, template, "securityContext:")
            .say(
                "{it} says a group and no user; say both by new PodUser(…), or none by assigned()");
      }
    }
  }

  private void ofContainer(Workload workload, ContainerView container, long built) {
    Long own = container.security().getRunAsUser();
    Long ofPod = workload.security().getRunAsUser();
    long runs = own != null ? own : ofPod != null ? ofPod : 0;
    if (runs != built) {
      at(UID_IS_IN_THE_IMAGE, workload, "runAsUser:")
          .say(
              "container {} of {it} runs as {}, the image's user is {}; take it from the image",
              container.name(),
              runs == 0 ? "whatever the image says" : runs,
              built);
    }
  }

  /** Of what an image, and the one of ours that it is built on, say in quotes. */
  private void keepsVariables(Workload workload, ContainerView container, DockerfileText image) {
    Optional<DockerfileText> base = stack.images().base(image);
    String text = (base.isEmpty() ? "" : base.get().lastStage()) + image.lastStage();
    for (String name : KEPT) {
      String start = " " + name + "=\"";
      int at = text.lastIndexOf(start) + start.length();
      String own =
          at < start.length() ? "" : text.substring(at, Math.max(at, text.indexOf('"', at)));
      String value = container.variable(name).orElse(own);
      if (!value.contains(own)) {
        at(VARIABLE_IS_THE_IMAGES, workload, "name: " + name)
            .say("{} of {it} is {}, which hides the image's {}; drop it", name, value, own);
      }
    }
  }

  /** Spark's own images alone: which of them a template is for, properties say elsewhere. */
  private void ofTemplate(PodTemplate template) {
    for (String runs : template.all("runAsUser: ")) {
      for (String image : stack.images().names().keySet()) {
        Optional<Long> built = hasSpark(image) ? stack.images().user(image) : Optional.empty();
        if (Words.isNumber(runs) && built.isPresent() && !runs.equals(built.get().toString())) {
          at(UID_IS_IN_THE_IMAGE, template, "runAsUser: " + runs)
              .say(
                  "the pods of {it} run as {}, the image's user is {}; take it from the image",
                  runs,
                  built.get());
        }
      }
    }
  }

  /** Whether it is one of Spark's: an image of a person's own program has users of its own. */
  private boolean hasSpark(String image) {
    Optional<DockerfileText> dockerfile = stack.images().dockerfile(image);
    return dockerfile.isPresent()
        && (dockerfile.get().expanded().contains("SPARK_HOME")
            || stack.images().base(dockerfile.get()).isPresent());
  }

  /** Whether who an image runs as is among those it made. */
  private void ofImage(DockerfileText dockerfile) {
    List<String> made = made(dockerfile.expanded());
    String user = Images.user(dockerfile);
    if (!made.isEmpty() && Words.isNumber(user) && !made.contains(user)) {
      inFile(UID_IS_IN_THE_IMAGE, dockerfile.path(), "useradd")
          .say("{it} runs as {} and makes user {}; give both one number", user, made);
    }
  }

  /** The numbers of the users that commands make. */
  private static List<String> made(String text) {
    List<String> numbers = new ArrayList<>();
    for (String program : USER_ADDING) {
      for (String command : Words.commands(text, program)) {
        Optional<String> number = Words.numberAfter(command, "--uid");
        number = number.isPresent() ? number : Words.numberAfter(command, "-u");
        if (number.isPresent()) {
          numbers.add(number.get());
        }
      }
    }
    return numbers;
  }
}
