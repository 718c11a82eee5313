package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.testing.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the article's own files would have been told, had they been verified.
 *
 * <p>Its defects are numbered as in the project's study of it. The missing numbers are no finding:
 * advice that files cannot show (B9, B11, B20, B24), what only Spark 4.2 trips over (B10), and what
 * belongs to the place (B41).
 */
class ArticleTest {

  private static final List<Finding> FINDINGS = Proof.of(Article.evidence(), List.of());

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          B1  | PIN-04        | Spark from a mirror that has dropped it
          B2  | PIN-03 PIN-09 | downloads without a checksum, and from a variable nobody sets
          B3  | VER-03 PIN-13 | another SDK than hadoop-aws was built with, under a name without version
          B4  | VER-04        | Java 21 with Spark 3.5
          B5  | VER-05        | Python 3.12 with Spark 3.5
          B6  | PIN-15        | the current folder on PYTHONPATH
          B7  | PIN-02 PIN-10 | base images by latest, and updated
          B7  | PIN-11 PIN-12 | /usr/bin/python3 removed, tini for amd64 alone
          B8  | PIN-08        | a user by name
          B12 | VER-12        | no committers for S3
          B13 | PIN-06 PIN-07 | pip without a lock, a script for everyone to write
          B13 | PIN-14        | SPARK_MAJOR_VERSION, used nowhere
          B14 | UPD-08 UPD-06 | a first line that is a comment, a shell that swallows signals
          B15 | UPD-11        | NotebookApp.token
          B16 | SEC-02        | a password where a hash is expected, on the command line
          B17 | SEC-01        | TOKEN and PASSWORD in a Deployment
          B18 | UPD-09 UPD-10 | comments behind a backslash, --class for a Python program
          B19 | UPD-16        | kernels that are never ended
          B21 | AGR-06        | executors that nobody owns
          B22 | AGR-05        | a driver that binds to a name
          B23 | AGR-20        | a driver that leaves DNS when a probe fails
          B25 | UPD-14        | an account that client mode does not read
          B26 | AGR-10        | executors with the driver's account
          B27 | UPD-15        | properties that say nothing
          B28 | DYN-10        | an event log that is seen at the end
          B29 | REF-14        | Services and a RoleBinding in no namespace
          B29 | REF-01        | Services that so select nothing
          B30 | AGR-16        | a bucket made by nobody
          B31 | SEC-01        | MinIO's root credentials in a ConfigMap, a notebook, a script
          B32 | AGR-14        | the load balancer's address as endpoint
          B33 | UPD-07        | MetalLB's old prefix
          B34 | UPD-01        | a disk that a rolling update waits for
          B35 | POD-01 POD-02 | pods that the restricted profile refuses
          B35 | POD-03 POD-04 | pods that the restricted profile refuses
          B35 | POD-05 POD-07 | containers that write everywhere, without resources
          B35 | POD-08        | containers without probes
          B35 | POD-09        | executors without a template
          B36 | PIN-01 PIN-05 | MinIO by latest, from where it is withdrawn
          B37 | UPD-02 UPD-03 | a ConfigMap by subPath, that rolls nobody
          B38 | UPD-12 RBC-08 | a start script in front of the History Server, the default account
          B38 | RBC-07        | a token for who calls no API
          B39 | UPD-13 UPD-17 | no cleaner, no index
          B40 | RBC-01        | every verb
          B42 | DYN-06 DYN-07 | no memory for Python, no processor limit
          """)
  void has_what_the_rules_find(String defect, String rules, String what) {
    assertThat(FINDINGS)
        .as("%s: %s", defect, what)
        .extracting(finding -> finding.rule().id())
        .contains(rules.strip().split(" ", -1));
  }

  @Test
  void is_told_so() {
    Texts.approve("txt", told(FINDINGS));
  }

  @Test
  void credentials_are_found_and_never_repeated() {
    assertThat(FINDINGS)
        .filteredOn(finding -> finding.rule().id().equals("SEC-01"))
        .extracting(Finding::path)
        .contains(
            "minio/deployment-minio.yaml",
            "spark-history-server/configmap-spark-conf.yaml",
            "jupyter/deployment-jupyter.yaml",
            "workspace/dynamic_resource_allocation_test.ipynb",
            "workspace/spark-pi.sh");
    assertThat(told(FINDINGS)).doesNotContain("sparkminio").doesNotContain("sparkjupyter");
  }

  @Test
  void findings_come_gravest_first_and_each_once() {
    assertThat(FINDINGS).isSorted().doesNotHaveDuplicates();
  }

  private static String told(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                finding.rule().severity().name().toLowerCase(Locale.ROOT)
                    + " "
                    + finding.rule().id()
                    + ": "
                    + finding.message()
                    + "\n  at "
                    + finding.path()
                    + "\n")
        .collect(Collectors.joining());
  }
}
