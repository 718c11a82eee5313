package io.sparkstead.render.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kustomization.yaml",
        "README.md",
        "images/build.sh",
        "images/spark-aws/requirements.lock",
        "secrets/.sops.yaml",
        "images/spark-aws/.dockerignore",
        "smoke/job-smoke-7fc31bd9.yaml",
        "network-policies/networkpolicy-allow-dns.yaml",
        "console/service-console.yaml",
        "auxiliary.yaml",
        "a/b/c/d/e.yaml"
      })
  void what_we_write_lies_in_the_tree(String path) {
    assertThat(ManifestTree.isInside(path)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_name_that_leads_out_or_that_some_system_refuses_is_no_path(String path) {
    assertThat(ManifestTree.isInside(path)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree(Map.of(path, "")))
        .withMessageContaining("no file can be called " + path);
  }

  static List<String> hostile() {
    return List.of(
        "",
        ".",
        "..",
        "../x",
        "../../x",
        "a/..",
        "a/../x",
        "a/../../x",
        "a/./x",
        "./x",
        "/",
        "/etc/passwd",
        "//x",
        "a//b",
        "a/",
        "/a",
        "~",
        "~/x",
        "~root/x",
        "\\x",
        "..\\x",
        "a\\..\\..\\x",
        "C:\\x",
        "C:x",
        "\\\\host\\share",
        "-rf",
        "a/-rf",
        "--out",
        ".git/config",
        ".git/hooks/pre-commit",
        ".github/workflows/x.yaml",
        ".ssh/authorized_keys",
        ".bashrc",
        ".sparkstead/ledger",
        ".sparkstead/lock",
        "a/.hidden",
        "a/.sops.yml",
        "con",
        "CON",
        "aux.yaml",
        "minio/aux.yaml",
        "NUL",
        "nul.txt",
        "prn/x",
        "com1",
        "COM9.yaml",
        "lpt1/x",
        "x.",
        "a./x",
        "x ",
        " x",
        "a b",
        "x\n",
        "x\ny",
        "x\r",
        "x\t",
        "x\0",
        "x\0.yaml",
        "x\u001b[31m",
        "x\u007f",
        "x\u0085",
        "x\u2028",
        "x\u202e",
        "\u202eyaml.x",
        "\ufeffx",
        "x\u200b",
        "caf\u00e9",
        "cafe\u0301",
        "\uff0e\uff0e/x",
        "\u2025/x",
        "\ud83d\ude00",
        "\ud83d",
        "%2e%2e/x",
        "..%2fx",
        "..;/x",
        "$(id)",
        "`id`",
        ";rm",
        "x;y",
        "x|y",
        "x&y",
        "x>y",
        "x<y",
        "x*",
        "x?",
        "x'y",
        "x\"y",
        "${HOME}",
        "{{x}}",
        "x:y",
        "x:$DATA",
        "a/" + "x".repeat(256));
  }

  @Test
  void a_name_over_128_characters_is_no_name() {
    assertThat(ManifestTree.isInside("x".repeat(128))).isTrue();
    assertThat(ManifestTree.isInside("x".repeat(129))).isFalse();
    assertThat(ManifestTree.isInside("x".repeat(129) + "/y")).isFalse();
  }

  @Test
  void two_paths_that_some_systems_take_for_one_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree(Map.of("minio/Service.yaml", "", "minio/service.yaml", "")))
        .withMessage(
            "minio/Service.yaml and minio/service.yaml are one file to some systems; rename one");
  }

  private static ManifestTree tree(Map<String, String> files) {
    return new ManifestTree(new TreeMap<>(files));
  }
}
