package io.sparkstead.render.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init --from-cluster} says where there is no answer; {@code PreflightIT} has one. */
class InitFromClusterTest {

  private static final MainProcess JAVA = new MainProcess(List.of(), Map.of());

  /** Nobody listens there. */
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: lab
      contexts: [{name: lab, context: {cluster: lab, user: ann}}]
      clusters: [{name: lab, cluster: {server: "http://127.0.0.1:1"}}]
      users: [{name: ann, user: {token: t}}]
      """;

  @TempDir private Path folder;

  private MainProcess.Outcome init(String... more) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
    String[] all = new String[more.length + 2];
    all[0] = "init";
    all[1] = "mylab";
    System.arraycopy(more, 0, all, 2, more.length);
    MainProcess.Outcome outcome = JAVA.run(folder, all);
    assertThat(folder.resolve("mylab.java")).doesNotExist();
    return outcome;
  }

  @Test
  void a_cluster_that_does_not_answer_gets_no_file() throws Exception {
    MainProcess.Outcome init = init("--from-cluster", "--kubeconfig", "kubeconfig");

    assertThat(init.code()).isEqualTo(6);
    assertThat(init.messages())
        .contains("http://127.0.0.1:1 (context lab) was asked GET /api")
        .contains("and did not answer");
  }

  @Test
  void a_context_that_nobody_knows_is_a_wrong_command_line() throws Exception {
    MainProcess.Outcome init =
        init("--from-cluster", "--kubeconfig", "kubeconfig", "--context", "lap");

    assertThat(init.code()).isEqualTo(2);
    assertThat(init.messages()).contains("lap").contains("lab");
  }

  @Test
  void one_place_to_begin_is_enough() throws Exception {
    MainProcess.Outcome init = init("--from-cluster", "--like", "homelab");

    assertThat(init.code()).isEqualTo(2);
    assertThat(init.messages())
        .contains("--from-cluster and --like each say where to begin; give one");
  }

  @Test
  void a_cluster_that_is_not_to_be_asked_is_not_named() throws Exception {
    MainProcess.Outcome init = init("--kubeconfig", "kubeconfig");

    assertThat(init.code()).isEqualTo(2);
    assertThat(init.messages())
        .contains("--kubeconfig and --context say which cluster; add --from-cluster");
  }
}
