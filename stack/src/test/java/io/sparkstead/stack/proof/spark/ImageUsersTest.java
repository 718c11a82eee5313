package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageUsersTest extends FamilyTest {

  private static final String TEMPLATES = "lab-pod-templates";

  ImageUsersTest() {
    super(ImageUsers::new);
    numbers();
    on(
        ImageUsers.VARIABLE_IS_THE_IMAGES,
        "SPARK_HOME of StatefulSet lab is /usr/local/spark, which hides the image's /opt/spark;"
            + " drop it",
        good -> saying(good, "SPARK_HOME", "/usr/local/spark"));
    on(
        ImageUsers.VARIABLE_IS_THE_IMAGES,
        "PYTHONPATH of StatefulSet lab is /lib, which hides the image's /opt/spark/python:",
        good -> saying(good, "PYTHONPATH", "/lib"));
    on(
        ImageUsers.UID_IS_IN_THE_IMAGE,
        "container history of Deployment history runs as 1000, the image's user is 20001; take it"
            + " from the image",
        good -> good.container(HISTORY, server -> server.getSecurityContext().setRunAsUser(1000L)));
    on(
        ImageUsers.UID_IS_IN_THE_IMAGE,
        "of Deployment history runs as 1000, the image's user is 20001",
        good ->
            good.pod(HISTORY, pod -> pod.getSecurityContext().setRunAsUser(1000L))
                .container(HISTORY, server -> server.getSecurityContext().setRunAsUser(null)));
    on(
        ImageUsers.UID_IS_IN_THE_IMAGE,
        "of Deployment history runs as whatever the image says, the image's user is 20001",
        good ->
            good.pod(HISTORY, pod -> pod.setSecurityContext(null))
                .container(HISTORY, server -> server.setSecurityContext(null)));
    on(
        ImageUsers.UID_IS_IN_THE_IMAGE,
        "the pods of ConfigMap lab-pod-templates key executor.yaml run as 185, the image's user is"
            + " 20001; take it from the image",
        good ->
            good.data(
                TEMPLATES,
                "executor.yaml",
                text -> text.replace("runAsUser: 20001", "runAsUser: 185")));
    on(
        ImageUsers.UID_IS_IN_THE_IMAGE,
        "images/other/Dockerfile runs as 185 and makes user [7, 8]; give both one number",
        good ->
            good.newFile(
                "images/other/Dockerfile",
                "FROM a/b:1\nRUN useradd -u 7 b && useradd -u 8 c\nUSER 185\n"));
  }

  /** Of a stack whose pods leave their numbers to the cluster. */
  private void numbers() {
    Workbench bench = new Workbench("registry.example.org/team", ImageLock.NONE);
    Exposure route = new Exposure.Route(Map.of("http", "history.apps.example.org"));
    on(
        ImageUsers.OPENSHIFT_GIVES_THE_NUMBERS,
        "Route spark-history-server-http is OpenShift's, which refuses pods that say as whom they"
            + " run; say .user(PodUser.assigned()) of a Workbench",
        good -> Altered.of(bench.historyExposure(route).stack()));
    on(
        ImageUsers.NUMBERS_ARE_LEFT_TO_THE_CLUSTER,
        "StatefulSet jupyter says a group and no user; say both by new PodUser(…), or none by"
            + " assigned()",
        good ->
            Altered.of(bench.user(PodUser.assigned()).stack())
                .pod("jupyter", pod -> pod.getSecurityContext().setFsGroup(10_185L)));
    on(
        ImageUsers.NUMBERS_ARE_LEFT_TO_THE_CLUSTER,
        "ConfigMap jupyter-pod-templates key executor.yaml says a group and no user",
        good ->
            Altered.of(bench.user(PodUser.assigned()).stack())
                .data(
                    "jupyter-pod-templates",
                    "executor.yaml",
                    text ->
                        text.replace(
                            "  securityContext:\n", "  securityContext:\n    fsGroup: 7\n")));
    on(
        ImageUsers.UID_IS_IN_THE_IMAGE,
        "of StatefulSet jupyter runs as whatever the image says, the image's user is 10185",
        good ->
            Altered.of(bench.user(PodUser.assigned()).stack())
                .replace("images/spark-aws/Dockerfile", "chmod 0755 /home/spark", "true"));
  }

  private static Altered saying(Altered good, String name, String value) {
    return good.container(
        JUPYTER,
        lab -> {
          List<EnvVar> variables = new ArrayList<>(lab.getEnv());
          variables.add(new EnvVar(name, value, null));
          lab.setEnv(variables);
        });
  }

  @Test
  void a_variable_may_say_more_than_its_image() {
    Altered altered =
        saying(
            saying(Altered.samples(), "SPARK_HOME", "/opt/spark"),
            "PATH",
            "/home/spark/bin:/opt/spark/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void of_another_image_nobody_knows_what_it_says() {
    Altered altered =
        saying(Altered.samples(), "SPARK_HOME", "/usr/local/spark")
            .container(JUPYTER, lab -> lab.setImage("quay.io/jupyter/pyspark-notebook:1"));

    assertThat(said(ImageUsers.VARIABLE_IS_THE_IMAGES, altered)).isEmpty();
  }

  @Test
  void an_image_without_quotes_is_not_read() {
    Altered altered =
        saying(Altered.samples(), "SPARK_HOME", "/usr/local/spark")
            .replace(SPARK_IMAGE, "SPARK_HOME=\"/opt/spark\"", "SPARK_HOME=/opt/spark");

    assertThat(said(ImageUsers.VARIABLE_IS_THE_IMAGES, altered)).isEmpty();
  }

  @Test
  void a_container_of_the_same_user_as_its_image_is_left_alone() {
    Altered altered =
        Altered.samples()
            .pod(HISTORY, pod -> pod.getSecurityContext().setRunAsUser(1000L))
            .pod(
                HISTORY,
                pod ->
                    pod.getInitContainers()
                        .forEach(init -> init.getSecurityContext().setRunAsUser(20001L)))
            .container(HISTORY, server -> server.getSecurityContext().setRunAsUser(20001L));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_container_of_an_image_that_nobody_builds_here_runs_as_it_likes() {
    Altered altered =
        Altered.samples().container(STORE, store -> store.getSecurityContext().setRunAsUser(7L));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_finding_in_a_template_stands_on_its_line() {
    Altered altered =
        Altered.samples()
            .data(
                TEMPLATES,
                "driver.yaml",
                text -> text.replace("runAsUser: 20001", "runAsUser: 185"));

    assertThat(said(altered))
        .extracting(Finding::subject, Finding::path, Finding::mark)
        .containsExactly(
            tuple(
                "ConfigMap lab-pod-templates key driver.yaml",
                "lab/configmap-lab-pod-templates.yaml",
                "runAsUser: 185"));
  }

  @ParameterizedTest
  @CsvSource({
    "'securityContext:', 'securityContext: # runAsUser: is set'",
    "'runAsUser: 20001', 'runAsUser: ${USER}'",
  })
  void a_template_is_read_by_whole_lines(String line, String written) {
    Altered altered =
        Altered.samples().data(TEMPLATES, "driver.yaml", text -> text.replace(line, written));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'RUN useradd -u ${U} -u 7 b\nUSER 185', true",
    "'RUN useradd -u 7 b\nUSER 185', true",
    "'RUN useradd --uid 7 b\nUSER 185:0', true",
    "'RUN adduser -u 7 b\nUSER 185', true",
    "'RUN useradd -u 7 b && adduser --uid 8 c\nUSER 8', false",
    "'RUN useradd -u 185 b\nUSER 185', false",
    "'RUN useradd b\nUSER 185', false",
    "'RUN useradd b && id -u 7\nUSER 185', false",
    "'RUN myuseradd -u 7 b\nUSER 185', false",
    "'RUN useradd -u 7 b\nUSER spark', false",
    "'RUN useradd -u 7 b', false",
    "'ARG V=1\nFROM a/b:1\nARG V=2\nRUN adduser -u $V x\nUSER 2', false",
  })
  void a_user_is_made_by_the_first_number(String lines, boolean isAnother) {
    Altered altered =
        Altered.samples().newFile("images/other/Dockerfile", "FROM a/b:1\n" + lines + "\n");

    assertThat(!said(altered).isEmpty()).isEqualTo(isAnother);
  }
}
