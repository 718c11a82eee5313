package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptFilesTest extends FamilyTest {

  ScriptFilesTest() {
    super(ScriptFiles::new);
    on(
        ScriptFiles.FILE_IS_THERE,
        "it is at /run/secrets/s3/credentials: mount it there, or read that",
        good ->
            seaweed()
                .container(
                    "seaweed",
                    one ->
                        one.getVolumeMounts().stream()
                            .filter(mount -> mount.getMountPath().equals("/run/s3"))
                            .forEach(mount -> mount.setMountPath("/run/secrets/s3"))));
    on(
        ScriptFiles.FILE_IS_THERE,
        "StatefulSet lab reads /run/keys/one, which is neither in image",
        good -> running(good, "cat /run/keys/one"));
    on(
        ScriptFiles.FILE_IS_THERE,
        "StatefulSet lab reads /srv/own/settings, which is neither in image",
        good -> running(good, "while read -r line; do echo \"$line\"; done < /srv/own/settings"));
    on(
        ScriptFiles.FILE_CAN_BE_WRITTEN,
        "StatefulSet lab writes /work/core-site.xml in container beside of StatefulSet lab, where"
            + " the image is read-only and no volume is",
        good -> running(good, "echo '<configuration/>' > /work/core-site.xml"));
    on(
        ScriptFiles.FILE_CAN_BE_WRITTEN,
        "StatefulSet lab writes /tmp in container beside",
        good -> running(good, "file=$(mktemp)"));
  }

  private static Altered seaweed() {
    return Altered.of(Samples.spark41().onSeaweedFs());
  }

  /** A container without mounts that runs {@code script} in an image of the stack's. */
  private static Altered running(Altered good, String script) {
    return good.pod(
        JUPYTER,
        pod -> {
          Container lab = pod.getContainers().get(0);
          pod.getInitContainers()
              .add(
                  new ContainerBuilder()
                      .withName("beside")
                      .withImage(lab.getImage())
                      .withCommand("/bin/bash", "-c", script)
                      .withNewSecurityContext()
                      .withReadOnlyRootFilesystem(true)
                      .endSecurityContext()
                      .build());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat /proc/self/status > /dev/null 2>&1",
        "cat /etc/os-release",
        "if [ -r /run/own/env ]; then . /run/own/env; fi",
        "[ -e /run/own/env ] && . /run/own/env",
        "cat /run/own/env || true",
        "cat \"$HOME\"/settings < \"$FILE\"",
        "cat <<END\n< /srv/none\nEND",
        "read -r x <<< /srv/none",
        "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
        "# cat /srv/none > /srv/none",
        "echo x > /srv/none || echo 'cannot write'",
      })
  void what_the_kernel_an_image_or_a_webhook_has_or_a_script_looks_for_is_free(String script) {
    assertThat(said(running(Altered.samples(), script))).isEmpty();
  }

  @Test
  void an_image_that_may_be_written_is_written() {
    Altered altered =
        running(Altered.samples(), "echo x > /opt/own && cat /opt/own")
            .pod(
                JUPYTER,
                pod ->
                    pod.getInitContainers()
                        .get(pod.getInitContainers().size() - 1)
                        .setSecurityContext(null));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void scripts_that_parts_run_find_their_files() {
    assertThat(said(seaweed())).isEmpty();
  }
}
