package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellsTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";

  ShellsTest() {
    super(Shells::new);
    on(
        Shells.SHELL_IS_THERE,
        "starts /bin/bash in container mc, and image docker.io/library/alpine:3.22 is one of Alpine,"
            + " which has sh alone; start sh",
        good -> in(good, "docker.io/library/alpine:3.22", "/bin/bash", "-c", "true"));
    on(
        Shells.SHELL_IS_THERE,
        "starts sh in container mc, and image gcr.io/distroless/static:nonroot is one without a"
            + " distribution, which has no shell; start the program itself",
        good -> in(good, "gcr.io/distroless/static:nonroot", "sh", "-c", "true"));
    on(
        Shells.SHELL_IS_THERE,
        "starts bash in container mc, and image busybox:1.37 is one of busybox",
        good -> in(good, "busybox:1.37", "env", "A=b", "bash", "/opt/bootstrap/bootstrap.sh"));
    on(
        Shells.SHELL_IS_THERE,
        "ConfigMap store-bootstrap key bootstrap.sh starts bash in container mc",
        good ->
            in(good, "curlimages/curl:8.1.0", "/opt/bootstrap/bootstrap.sh")
                .data(
                    BOOTSTRAP,
                    "bootstrap.sh",
                    text -> text.replace("#!/bin/sh", "#!/usr/bin/env bash")));
    on(
        Shells.SHELL_IS_THERE,
        "starts bash in container mc, and image python:3.12-alpine is one of Alpine",
        good ->
            in(good, "python:3.12-alpine", "sh", "-c", "true")
                .container(
                    BOOTSTRAP,
                    mc ->
                        mc.setReadinessProbe(
                            new io.fabric8.kubernetes.api.model.ProbeBuilder()
                                .withExec(new ExecAction(List.of("bash", "-c", "true")))
                                .build())));
    on(
        Shells.SHELL_IS_THERE,
        "image notebook:3.5.4 is one of Alpine",
        good ->
            good.file(JUPYTER_IMAGE, text -> "FROM alpine:3.22\nUSER 10185:10185\n")
                .container(JUPYTER, lab -> lab.setCommand(List.of("bash", "-c", "true"))));
  }

  private static Altered in(Altered good, String image, String... command) {
    return good.container(
        BOOTSTRAP,
        mc -> {
          mc.setImage(image);
          mc.setCommand(List.of(command));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "alpine:3.22, /bin/sh",
    "debian:13, bash",
    "registry.example.org/alpine-tools:1, bash",
    "gcr.io/distroless/static:debug, sh",
    "postgres:17-alpine, bash",
    "busybox, ash",
  })
  void a_shell_that_is_there_or_may_be_passes(String image, String shell) {
    assertThat(said(in(Altered.samples(), image, shell, "-c", "true"))).isEmpty();
  }

  @Test
  void a_shell_that_a_build_installs_is_there() {
    Altered altered =
        Altered.samples()
            .file(JUPYTER_IMAGE, text -> "FROM alpine:3.22\nRUN apk add --no-cache bash\n")
            .container(JUPYTER, lab -> lab.setCommand(List.of("bash", "-c", "true")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_script_that_asks_first_goes_on_without() {
    Altered altered =
        in(
            Altered.samples(),
            "alpine:3.22",
            "sh",
            "-c",
            "if command -v bash; then bash -c true; fi");

    assertThat(said(altered)).isEmpty();
  }
}
