package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.sparkstead.stack.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody here writes, and that say the same or nearly so: rules are not to trip. */
class OtherWritingsTest {

  private static final Pattern LISTENER = Pattern.compile("^(\\S+) listens at (\\S+),");
  private static final String SPARK = "https://x/spark-3.5.4-bin-hadoop3.tgz";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN python3 - <<EOF\narg = 5\nEOF",
        "ARG \"X=1\"",
        "ARG U=185\nARG UID=$U\nUSER $UID",
        "USER 185\nCOPY <<EOF /etc/nginx.conf\nuser nginx;\nEOF",
      })
  void a_dockerfile_is_read_as_its_builder_reads_it(String lines) {
    assertThat(rules("USER 185\n" + lines))
        .doesNotContain(Rule.USER_IS_A_NUMBER, Rule.ARGUMENT_IS_USED);
  }

  @Test
  void a_base_is_followed_through_two_arguments() {
    assertThat(rules("ARG HOST=docker.io\nARG BASE=$HOST/a/b\nFROM $BASE\nUSER 185"))
        .contains(Rule.BASE_IMAGE_IS_PINNED);
  }

  @Test
  void the_last_argument_of_a_name_is_what_a_user_is_made_by() {
    assertThat(rules("ARG V=1\nFROM a/b:1\nARG V=2\nRUN adduser -u $V x\nUSER 2"))
        .doesNotContain(Rule.UID_IS_IN_THE_IMAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN useradd -u ${U} -u 7 b, true",
    "RUN useradd -u 7 b, true",
    "RUN useradd -u 185 b, false",
    "RUN useradd b, false",
  })
  void a_user_is_made_by_the_first_number(String run, boolean isAnother) {
    assertThat(rules(run + "\nUSER 185").contains(Rule.UID_IS_IN_THE_IMAGE)).isEqualTo(isAnother);
  }

  @ParameterizedTest
  @CsvSource({
    "FROM 3.5.4-bin-hadoop3, false",
    "RUN curl https://x/spark-3.5-bin-hadoop3.tgz, false",
    "RUN curl https://x/spark-3.5.4.1-bin-hadoop3.tgz, false",
    "RUN curl https://x/spark-3.5.99-bin-hadoop3.tgz, true",
    "RUN curl https://x/spark-9.0.0-preview1-bin-hadoop3.tgz, true",
  })
  void an_archive_is_sparks_by_its_name_and_three_numbers(String line, boolean isUnknown) {
    assertThat(rules(line).contains(Rule.RELEASE_IS_KNOWN)).isEqualTo(isUnknown);
    assertThat(rules(line)).doesNotContain(Rule.HADOOP_AWS_FITS);
  }

  @Test
  void a_key_that_is_fetched_behind_the_one_that_must_have_signed_is_no_signer() {
    String known = "19F745C40A0E550420BB2C522541488DA93FE4B4";
    String other = "0123456789ABCDEF0123456789ABCDEF01234567";
    String run = "RUN curl " + SPARK + " && gpg --verify | grep \"VALIDSIG %s\" && gpg --recv %s";

    assertThat(rules(String.format(run, known, other))).doesNotContain(Rule.SIGNER_IS_THE_RELEASES);
    assertThat(rules(String.format(run, other, known))).contains(Rule.SIGNER_IS_THE_RELEASES);
  }

  @ParameterizedTest
  @CsvSource({"'\"\"', false", "'\"3.5.4\"', false", "'\"9\"', true", "9, true"})
  void a_label_tells_a_version_if_it_tells_anything(String label, boolean isAnother) {
    String lines = "RUN curl " + SPARK + "\nLABEL org.opencontainers.image.version=" + label;

    assertThat(rules(lines).contains(Rule.TAG_TELLS_THE_VERSION)).isEqualTo(isAnother);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN curl $MIRROR/x, true",
    "RUN curl -o $HOME/x $MIRROR/x, true",
    "RUN curl -O $MIRROR/x, true",
    "RUN wget -O $HOME/x https://x/y, false",
    "RUN curl -fsSLo $HOME/x https://x/y, false",
    "RUN curl https://x/y --output ${HOME}/y, false",
    "'RUN f() { curl -o x \"$1/y\"; }', false",
  })
  void a_download_is_from_an_address_and_not_into_one(String run, boolean isOpen) {
    assertThat(rules(run).contains(Rule.DOWNLOAD_HAS_AN_ADDRESS)).isEqualTo(isOpen);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN rm -f /usr/bin/x, true",
    "RUN docker run --rm a /usr/bin/x, false",
    "RUN rm-x /bin/y, false",
  })
  void files_are_removed_by_rm_alone(String run, boolean isRemoved) {
    assertThat(rules(run).contains(Rule.SYSTEM_FILES_STAY)).isEqualTo(isRemoved);
  }

  @ParameterizedTest
  @CsvSource({
    "add https://x/y /z, true",
    "ADD --chown=1 https://x/y /z, true",
    "ADD --checksum=sha256:1 https://x/y /z, false",
    "ADD y /z, false",
  })
  void what_add_downloads_has_a_checksum(String line, boolean isUnchecked) {
    assertThat(rules(line).contains(Rule.DOWNLOAD_IS_VERIFIED)).isEqualTo(isUnchecked);
  }

  @ParameterizedTest
  @CsvSource({
    "'mc alias set s http://h \"\" \"\"', false",
    "'mc alias set s http://h \"true\" \"true\"', false",
    "'mc alias set s http://h \"minio\" \"sparkminio\"', true",
    "'mc alias set s http://h $A $B', false",
  })
  void keys_of_the_clients_aliases_are_found_in_quotes(String line, boolean areKeys) {
    assertThat(rules(Map.of("a.sh", line + "\n")).contains(Rule.NO_SECRET_IN_THE_CLEAR))
        .isEqualTo(areKeys);
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"server\", \"/data\", \"--address\", \"0.0.0.0\"]', 9000",
    "'[\"server\", \"/data\", \"--address\", \"127.0.0.1:9001\"]', 9001",
    "'[\"sh\", \"-c\", \"# --address is below\\nminio server /data --address :9002\"]', 9002",
  })
  void minio_listens_at_the_first_address_with_a_port(String command, String port) {
    assertThat(listening("minio/minio", command)).containsExactly("MinIO", port);
  }

  @Test
  void a_web_server_is_not_minios() {
    assertThat(listening("minio/minio", "[\"webserver\", \"/data\"]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'# -s3.port is not 8333\\nweed server -s3 -s3.port=8335 ', 8335",
    "'weed server -s3 ', 8333",
  })
  void seaweedfs_listens_at_the_first_port_that_is_a_number(String script, String port) {
    assertThat(listening("a", "[\"sh\", \"-c\", \"" + script + "\"]"))
        .startsWith("SeaweedFS", port);
  }

  @Test
  void jupyter_listens_at_the_first_port_that_is_a_number() {
    assertThat(
            listening(
                "a", "[\"sh\", \"-c\", \"# set ServerApp.port here\\nc.ServerApp.port = 8890\"]"))
        .containsExactly("Jupyter", "8890");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8Ei", "10Ei", "9999999Ti"})
  void a_quota_beyond_all_counting_has_room(String memory) {
    ResourceQuota quota = new ResourceQuota();
    quota.setMetadata(new ObjectMetaBuilder().withName("vast").build());
    quota.setSpec(
        new ResourceQuotaSpec(Map.of("requests.memory", new Quantity(memory)), null, null));

    assertThat(Altered.samples().add(quota).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'securityContext:', 'securityContext: # runAsUser: is set'",
    "'secretName: (\\S+)', 'secretName: $1 # of the store'",
    "'items:', 'optional: false'",
  })
  void a_template_is_read_by_whole_lines(String line, String written) {
    Altered altered = Altered.samples();
    int changed = 0;
    for (Manifest manifest : altered.evidence().manifests()) {
      if (manifest.object() instanceof ConfigMap map) {
        for (Map.Entry<String, String> file : map.getData().entrySet()) {
          String text = file.getValue();
          if (text.contains("\nkind: Pod\n")) {
            file.setValue(text.replaceAll(line, written));
            changed += file.getValue().equals(text) ? 0 : 1;
          }
        }
      }
    }

    assertThat(changed).isPositive();
    assertThat(altered.findings())
        .extracting(Finding::rule)
        .doesNotContain(
            Rule.UID_IS_IN_THE_IMAGE, Rule.SECRET_IS_DECLARED, Rule.SECRET_KEY_IS_DECLARED);
  }

  private static List<Rule> rules(String lines) {
    String text =
        lines.startsWith("ARG") || lines.startsWith("FROM") ? lines : "FROM a/b:1\n" + lines;
    return rules(Map.of("images/spark/Dockerfile", text));
  }

  private static List<Rule> rules(Map<String, String> files) {
    return findings(List.of(), files).stream().map(Finding::rule).toList();
  }

  private static List<Finding> findings(List<Manifest> manifests, Map<String, String> files) {
    return Proof.of(
        new Evidence("spark", manifests, files, Map.<String, Set<String>>of(), Map.of()),
        List.of());
  }

  /** Names of programs and the ports at which each listens, by what the rules miss of them. */
  private static List<String> listening(String image, String command) {
    String pod =
        "{kind: Deployment, apiVersion: apps/v1, metadata: {name: a}, spec: {template: {spec:"
            + " {containers: [{name: a, image: '"
            + image
            + ":1', ports: [{containerPort: 1}], command: "
            + command
            + "}]}}}}";
    List<Manifest> manifests =
        Article.objects(pod).stream().map(object -> new Manifest("a", object)).toList();
    return findings(manifests, Map.of()).stream()
        .map(Finding::message)
        .flatMap(OtherWritingsTest::listener)
        .toList();
  }

  private static Stream<String> listener(String message) {
    Matcher matcher = LISTENER.matcher(message);
    return matcher.find() ? Stream.of(matcher.group(1), matcher.group(2)) : Stream.empty();
  }
}
