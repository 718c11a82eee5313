package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.report.Reports;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.secret.ExternalSecrets.Store;
import io.sparkstead.stack.secret.SealedSecrets;
import io.sparkstead.stack.secret.SecretDelivery;
import io.sparkstead.stack.secret.Sops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homelab's stack, its Secrets delivered in each of the ways there are. */
class SlotsTest {

  private static final String RECIPIENT = "age1" + "q".repeat(58);
  private static final String VALUE = "correct-horse-battery-staple";
  private static final List<String> NAMES =
      List.of("minio-root", "minio-spark", "jupyter-token", "spark-rpc");

  @TempDir private Path out;

  private record Delivered(SecretDelivery by) implements Environment {
    @Override
    public DnsLabel name() {
      return DnsLabel.of("sealed");
    }

    @Override
    public String description() {
      return "homelab, and how its Secrets come";
    }

    @Override
    public Stack stack(ImageLock lock) {
      return new Homelab().stack(lock).deliveredBy(by);
    }
  }

  private static BuiltEnvironment built(SecretDelivery by) {
    Environment environment = new Delivered(by);
    return new BuiltEnvironment(environment, environment.stack(ImageLock.NONE));
  }

  private Path write(BuiltEnvironment built) throws IOException {
    OutFolder folder = new OutFolder(built.root(out));
    ManifestTree tree = tree(built);
    folder.apply(tree, folder.plan(tree));
    return folder.root();
  }

  private void seal(Path root, String value) throws IOException {
    for (String name : NAMES) {
      String keys =
          switch (name) {
            case "minio-root" -> "    username: %1$s\n    password: %1$s\n";
            case "spark-rpc" -> "    secret: %1$s\n";
            case "minio-spark" -> "    credentials: %1$s\n";
            default -> "    token: %1$s\n";
          };
      Files.writeString(
          root.resolve("secrets/" + name + ".yaml"),
          """
          apiVersion: bitnami.com/v1alpha1
          kind: SealedSecret
          metadata:
            name: %s
            namespace: spark
          spec:
            encryptedData:
          %s"""
              .formatted(name, keys.formatted(value)));
    }
  }

  private Report report(BuiltEnvironment built) throws IOException {
    return built.report(out);
  }

  @Test
  void an_empty_slot_is_a_warning_with_its_remedy() throws IOException {
    Report report = report(built(new SealedSecrets()));

    assertThat(report.refuses()).isFalse();
    assertThat(report.text())
        .contains("secrets/minio-root.yaml is not there; print it by `secrets --name minio-root`");
  }

  @Test
  void kustomize_applies_what_was_sealed() throws IOException {
    ExternalTool.KUBECTL.require();
    BuiltEnvironment built = built(new SealedSecrets());
    Path root = write(built);
    Files.createDirectories(root.resolve("secrets"));
    seal(root, "AgB" + "x".repeat(400));

    assertThat(report(built).findings()).isEmpty();
    assertThat(ExternalTool.run(List.of("kubectl", "kustomize", root.toString()), "").output())
        .contains("kind: SealedSecret\nmetadata:\n  name: minio-root\n  namespace: spark\n");
  }

  @Test
  void kustomize_builds_nothing_while_a_slot_is_empty() throws IOException {
    ExternalTool.KUBECTL.require();
    Path root = write(built(new SealedSecrets()));

    ExternalTool.Result built =
        ExternalTool.run(List.of("kubectl", "kustomize", root.toString()), "");

    assertThat(built.exitCode()).isNotZero();
    assertThat(built.stderr()).contains("minio-root.yaml");
  }

  @Test
  void a_plain_value_is_refused_and_shown_nowhere() throws IOException {
    BuiltEnvironment built = built(new SealedSecrets());
    Path root = write(built);
    Files.createDirectories(root.resolve("secrets"));
    seal(root, VALUE);
    Files.writeString(
        root.resolve("secrets/minio-root.yaml"),
        "kind: Secret\nmetadata: {name: minio-root}\nstringData: {password: " + VALUE + "}\n");
    Files.writeString(root.resolve("secrets/jupyter-token.yaml"), "token: [" + VALUE + "\n");

    Report report = report(built);

    assertThat(report.refuses()).isTrue();
    assertThat(report.text())
        .contains("secrets/minio-root.yaml is no SealedSecret")
        .contains("secrets/minio-spark.yaml holds a value under credentials that is not sealed")
        .contains("secrets/jupyter-token.yaml is not YAML with one document");
    Reports reports = new Reports(List.of(report));
    assertThat(reports.text() + reports.json() + reports.markdown() + reports.sarif())
        .doesNotContain(VALUE);
  }

  @Test
  void a_second_document_is_refused() throws IOException {
    BuiltEnvironment built = built(new SealedSecrets());
    Path root = write(built);
    Files.createDirectories(root.resolve("secrets"));
    seal(root, "AgB" + "x".repeat(400));
    Path file = root.resolve("secrets/minio-root.yaml");
    Files.writeString(file, Files.readString(file) + "---\nkind: Secret\ndata: {a: Yg==}\n");

    assertThat(report(built).text())
        .contains("SEC-05", "secrets/minio-root.yaml is not YAML with one document");
  }

  @Test
  void a_render_leaves_what_people_made() throws IOException {
    BuiltEnvironment built = built(new SealedSecrets());
    Path root = write(built);
    Files.createDirectories(root.resolve("secrets"));
    seal(root, "AgB" + "x".repeat(400));

    write(built);

    assertThat(root.resolve("secrets/minio-root.yaml")).content().contains("SealedSecret");
    assertThat(new OutFolder(root).plan(tree(built)).isUpToDate()).isTrue();
  }

  @Test
  void the_file_that_sops_looks_for_is_ours_although_it_is_hidden() throws IOException {
    Path root = write(built(new Sops(RECIPIENT)));

    assertThat(root.resolve("secrets/.sops.yaml")).content().contains(RECIPIENT);
    assertThat(root.resolve("secrets/kustomization.yaml"))
        .content()
        .contains("generators:\n- ksops.yaml\n");
    assertThat(new OutFolder(root).plan(tree(built(new Sops(RECIPIENT)))).isUpToDate()).isTrue();
    write(built(new ExternalSecrets(Store.ofCluster("vault"), "spark")));
    assertThat(root.resolve("secrets/.sops.yaml")).doesNotExist();
  }

  @Test
  void the_readme_says_what_a_person_has_to_do() throws IOException {
    assertThat(readme(new SealedSecrets()))
        .contains("## Secrets to seal\n")
        .contains(
            "--name minio-root |\n  kubeseal --format yaml > out/sealed/secrets/minio-root.yaml");
    assertThat(readme(new Sops(RECIPIENT)))
        .contains("## Secrets to encrypt\n")
        .contains(
            "--filename-override minio-root.sops.yaml /dev/stdin > out/sealed/secrets/minio-root.sops.yaml")
        .contains(
            "kustomize build --enable-alpha-plugins --enable-exec out/sealed | kubectl apply -f -")
        .doesNotContain("kubectl apply -k out/sealed\n");
    assertThat(readme(new ExternalSecrets(Store.ofCluster("vault"), "spark")))
        .contains("## Secrets to put into the store\n")
        .contains("ClusterSecretStore vault")
        .contains("`spark/NAME`")
        .doesNotContain("secrets --env sealed | kubectl apply");
  }

  private String readme(SecretDelivery by) throws IOException {
    return String.valueOf(tree(built(by)).files().get("README.md"));
  }

  private static ManifestTree tree(BuiltEnvironment built) {
    return built.tree(built.manifests());
  }
}
