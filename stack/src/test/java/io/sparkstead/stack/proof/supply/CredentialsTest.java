package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential is found wherever it is put, and what says where one is is left alone. */
class CredentialsTest extends FamilyTest {

  private final BiFunction<Evidence, Findings, FamilyCheck> credentials = Credentials::new;

  private static final String CELL = "\"spark = SparkSession.builder.getOrCreate()\\n\"";

  CredentialsTest() {
    super(Credentials::new);
    on(
        Credentials.NO_SECRET_IN_THE_CLEAR,
        "MINIO_ROOT_PASSWORD in StatefulSet store holds its value (not shown); refer to a Secret",
        good -> good.container(STORE, variable("MINIO_ROOT_PASSWORD", PLANTED)));
    on(
        Credentials.NO_SECRET_IN_THE_CLEAR,
        "DB_PASSWORD in ConfigMap lab-pod-templates key executor.yaml holds its value (not shown)",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "    volumeMounts:\n",
                        "    env:\n    - name: DB_PASSWORD\n      value: "
                            + PLANTED
                            + "\n    volumeMounts:\n")));
    on(
        Credentials.NO_SECRET_IN_ARGUMENTS,
        ENTRYPOINT + " passes a token or password as an argument",
        good ->
            good.file(ENTRYPOINT, script -> script.strip() + " --IdentityProvider.token=$TOKEN\n"));
  }

  @TestFactory
  Stream<DynamicTest> a_literal_is_found_in() {
    return slots().entrySet().stream()
        .map(
            slot ->
                DynamicTest.dynamicTest(
                    slot.getKey(), () -> isFound(slot.getValue().apply(Altered.samples()))));
  }

  private void isFound(Altered planted) {
    assertThat(said(planted))
        .isNotEmpty()
        .noneMatch(finding -> finding.toString().contains(PLANTED));
  }

  private static Map<String, UnaryOperator<Altered>> slots() {
    Map<String, UnaryOperator<Altered>> slots = new LinkedHashMap<>();
    for (String name :
        List.of(
            "MINIO_ROOT_PASSWORD",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "TOKEN",
            "DB_PASS",
            "GITEA_API_KEY")) {
      slots.put("variable " + name, good -> good.container(STORE, variable(name, PLANTED)));
    }
    slots.put(
        "variable with an address",
        good -> good.container(STORE, variable("DB", "postgres://spark:" + PLANTED + "@db/x")));
    for (String key :
        List.of(
            "spark.hadoop.fs.s3a.access.key",
            "spark.hadoop.fs.s3a.secret.key",
            "spark.hadoop.fs.s3a.session.token",
            "spark.hadoop.fs.s3a.bucket.lake.secret.key",
            "spark.hadoop.fs.azure.account.key",
            "spark.ssl.keyPassword",
            "spark.authenticate.secret",
            "spark.connect.authenticate.token",
            "spark.hadoop.javax.jdo.option.ConnectionPassword",
            "spark.executorEnv.AWS_SECRET_ACCESS_KEY")) {
      slots.put("property " + key, good -> good.property(NOTEBOOK_CONF, key, PLANTED));
    }
    slots.put(
        "property with an address",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.hadoop.fs.s3a.endpoint",
                "http://spark:" + PLANTED + "@store:9000"));
    slots.put(
        "event log's address",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.eventLog.dir", "s3a://spark:" + PLANTED + "@lake/spark/"));
    cells()
        .forEach((slot, code) -> slots.put(slot, good -> good.replace(NOTEBOOK, CELL, cell(code))));
    lines().forEach((slot, line) -> slots.put(slot, good -> good.file(PI, text -> text + line)));
    layers()
        .forEach(
            (slot, line) -> slots.put(slot, good -> good.file(SPARK_IMAGE, text -> text + line)));
    files()
        .forEach(
            (file, text) ->
                slots.put(
                    "ConfigMap with " + file,
                    good ->
                        good.add(
                            new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName("more")
                                .endMetadata()
                                .addToData(file, text)
                                .build())));
    slots.put(
        "annotation",
        good ->
            good.edit(
                Service.class,
                STORE,
                s -> s.getMetadata().setAnnotations(Map.of("example.org/api-token", PLANTED))));
    slots.put(
        "argument",
        good ->
            good.container(
                "store", c -> c.setArgs(List.of("server", "/data", "--root-password", PLANTED))));
    slots.put(
        "argument with =",
        good -> good.container(STORE, c -> c.setArgs(List.of("--secret-key=" + PLANTED))));
    slots.put(
        "command of a shell",
        good ->
            good.container(
                STORE,
                c -> c.setCommand(List.of("sh", "-c", "PASSWORD=" + PLANTED + " exec minio"))));
    slots.put(
        "init container's variable",
        good ->
            good.pod(
                HISTORY, pod -> variable("TOKEN", PLANTED).accept(pod.getInitContainers().get(0))));
    slots.put(
        "Secret",
        good ->
            good.add(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("keys")
                    .endMetadata()
                    .addToStringData("password", PLANTED)
                    .build()));
    slots.put(
        "requirements",
        good ->
            good.file(
                "images/notebook/requirements.lock",
                text -> "--index-url https://ci:" + PLANTED + "@pypi.example.org/simple\n" + text));
    slots.put(
        "Jupyter's configuration",
        good ->
            good.data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text + "c.IdentityProvider.token = \"" + PLANTED + "\"\n"));
    return slots;
  }

  private static Map<String, String> cells() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("notebook's config", "b.config(\"spark.hadoop.fs.s3a.secret.key\", \"%s\")");
    cells.put(
        "notebook's config in single quotes", "b.config('spark.hadoop.fs.s3a.access.key', '%s')");
    cells.put("notebook's variable", "secret_key = '%s'");
    cells.put("notebook's dictionary", "options = {\"password\": \"%s\"}");
    cells.put("notebook's environment", "os.environ[\"AWS_SECRET_ACCESS_KEY\"] = \"%s\"");
    cells.put("notebook's environment, called", "os.environ.setdefault('TOKEN', '%s')");
    cells.put("notebook's argument", "client = Minio('store:9000', secret_key=\"%s\")");
    cells.put("notebook's address", "url = 'http://spark:%s@store:9000'");
    cells.replaceAll((slot, code) -> code.formatted(PLANTED));
    return cells;
  }

  private static Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("script's variable", "PASSWORD=%s\n");
    lines.put("script's export", "export AWS_SECRET_ACCESS_KEY='%s'\n");
    lines.put("script's option", "mysql --password=%s\n");
    lines.put("script's option with a blank", "helm login --password %s\n");
    lines.put("script's --conf", "spark-submit --conf spark.hadoop.fs.s3a.secret.key=%s x.py\n");
    lines.put(
        "script's quoted --conf",
        "spark-submit \\\n --conf \"spark.hadoop.fs.s3a.secret.key=%s\" x.py\n");
    lines.put("script's system property", "java -Dfs.s3a.secret.key=%s Main\n");
    lines.put("curl -u", "curl -fsS -u spark:%s http://store:9000\n");
    lines.put("curl --user", "curl --user 'spark:%s' http://store:9000\n");
    lines.put("Authorization header", "curl -H 'Authorization: Bearer %s' http://store:9000\n");
    lines.put("wget's address", "wget http://spark:%s@store:9000/x\n");
    lines.put("mc alias", "mc alias set store http://store:9000 spark %s\n");
    lines.put("mc user", "mc admin user add store spark %s\n");
    lines.put("here-document", "cat > credentials <<EOF\naws_secret_access_key = %s\nEOF\n");
    lines.replaceAll((slot, line) -> line.formatted(PLANTED));
    lines.put("AWS key by its shape", "aws configure set x AKIA" + "IOSFODNN7EXAMPLE\n");
    lines.put("private key", "-----BEGIN RSA PRIVATE " + "KEY-----\n");
    return lines;
  }

  private static Map<String, String> layers() {
    Map<String, String> layers = new LinkedHashMap<>();
    layers.put("Dockerfile's ARG", "ARG GITEA_TOKEN=%s\n");
    layers.put("Dockerfile's ENV", "ENV MINIO_PASSWORD=\"%s\"\n");
    layers.put("Dockerfile's old ENV", "ENV MINIO_PASSWORD %s\n");
    layers.put("Dockerfile's second ENV", "ENV A=b \\\n    API_KEY=%s\n");
    layers.put("Dockerfile's RUN", "RUN TOKEN=%s ./fetch\n");
    layers.put("Dockerfile's LABEL", "LABEL org.example.token=%s\n");
    layers.replaceAll((slot, line) -> line.formatted(PLANTED));
    return layers;
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("password", "%s");
    files.put("values.yaml", "auth:\n  rootPassword: %s\n");
    files.put("quoted.yaml", "auth:\n  \"secretKey\": '%s'\n");
    files.put("config.json", "{\"accessKey\": \"spark\", \"secretKey\": \"%s\"}");
    files.put("credentials", "[default]\naws_secret_access_key = %s\n");
    files.put(
        "core-site.xml",
        "<property><name>fs.s3a.secret.key</name>\n  <value>%s</value></property>");
    files.put("application.properties", "spring.datasource.password=%s\n");
    files.put(".netrc", "machine store login spark password %s\n");
    files.put("pip.conf", "[global]\nindex-url = https://ci:%s@pypi.example.org/simple\n");
    files.replaceAll((file, text) -> text.formatted(PLANTED));
    return files;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASSWORD=$1",
        "PASSWORD=\"$(cat /run/minio/password)\"",
        "export AWS_SHARED_CREDENTIALS_FILE=/run/s3/credentials",
        "MINIO_ROOT_PASSWORD_FILE=/run/minio/password",
        ": \"${TOKEN:?is not set}\"",
        "curl -u \"$USER:$PASSWORD\" http://store:9000",
        "curl http://$USER:$PASSWORD@store:9000",
        "printf '%s' \"$secret_key\" | mc admin user add store",
        "mc alias set store http://store:9000 \"$KEY\" \"$SECRET\"",
        "read -r password",
        "kubectl create secret generic store-root --from-file=password",
        "spark-submit --conf spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY=keys:secret x",
        "spark-submit --conf spark.kubernetes.container.image.pullSecrets=regcred x",
        "automountServiceAccountToken: false",
        "max_tokens: 4096",
        "bypass=yes"
      })
  void a_line_that_says_where_a_credential_is_passes(String line) {
    assertThat(said(Altered.samples().file(PI, text -> text + line + "\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token = read_token()",
        "password = getpass.getpass()",
        "key = os.environ['AWS_SECRET_ACCESS_KEY']",
        "token = Path('/run/jupyter/token').read_text()",
        "tokens = tokenizer(text)"
      })
  void a_cell_that_asks_for_a_credential_passes(String code) {
    assertThat(said(Altered.samples().replace(NOTEBOOK, CELL, cell(code)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.secret-access-key", "rest.secret-access-key", "credential", "token"})
  void a_catalogues_keys_are_no_properties(String key) {
    assertThat(
            said(
                Altered.of(Samples.spark41().withTables())
                    .property(
                        NOTEBOOK_CONF,
                        "spark.sql.catalog.lake." + key,
                        "AKIDEXAMPLE:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mc alias set s http://h \"\" \"\", ''",
    "'mc alias set s http://h \"', ''",
    "mc alias set s http://h \"true\" \"true\", ''",
    "mc alias set s http://h $A $B, ''",
    "mc alias set s http://h minio, ''",
    "mc alias set s http://h minio; echo sparkminio, ''",
    "mc alias set s http://h \"minio\" \"sparkminio\", keys behind mc alias",
    "mc alias set s http://h minio 'sparkminio', keys behind mc alias",
    "mc --quiet alias set s http://h minio sparkminio, keys behind mc alias",
    "echo alias set; mc alias set s http://h minio sparkminio, keys behind mc alias",
    "mc config host add s http://h minio sparkminio, keys behind mc alias",
    "mc admin user add s minio, ''",
    "mc admin user add s minio sparkminio, keys behind mc admin user add",
    "emc alias set s http://h minio sparkminio, ''",
    "alias set s http://h minio sparkminio # mc x, ''",
    "login spark password sparkminio, a password for a machine",
    "login x; login spark password sparkminio, a password for a machine",
    "login spark password $P, ''",
    "login spark password, ''",
    "login: spark password sparkminio, ''",
    "login spark passwords sparkminio, ''",
    "curl -u spark: http://h, ''",
    "curl -u spark:sparkminio http://h, a user option with a password",
  })
  void words_in_the_place_of_a_credential_are_told_unless_they_open_nothing(
      String line, String what) {
    String said = "a.sh holds " + what + " (not shown); refer to a Secret";

    assertThat(Alone.file(credentials, "a.sh", line + "\n"))
        .extracting(Finding::message)
        .isEqualTo(what.isEmpty() ? List.of() : List.of(said));
  }

  @ParameterizedTest
  @CsvSource({
    "sparkminio, true",
    "123456,     true",
    "12345,      false",
    "TRUE,       false",
    "none,       false",
    "Null,       false",
    "|-,         false",
    "|-x,        true",
    "'  ',       false",
    "$TOKEN,     false",
    "/run/token, false",
    "<token>,    false",
    "{{ .t }},   false",
  })
  void a_value_is_a_credential_unless_it_opens_nothing(String value, boolean isOne) {
    Altered altered = Altered.samples().container(STORE, variable("TOKEN", value));

    assertThat(said(altered).isEmpty()).isNotEqualTo(isOne);
  }

  @Test
  void a_login_is_not_looked_for_without_end() {
    String far = "login " + "x".repeat(500) + " password " + PLANTED + "\n";

    assertThat(Alone.file(credentials, "a.sh", far)).isEmpty();
    assertThat(Alone.file(credentials, "a.sh", far.replace("xxxxxxxxxx", "x"))).hasSize(1);
  }

  @Test
  void only_what_is_quoted_is_a_value_in_python() {
    assertThat(Alone.file(credentials, "a.py", "token = ask\n")).isEmpty();
    assertThat(Alone.file(credentials, "a.txt", "token = ask\n")).hasSize(1);
  }

  @Test
  void a_finding_is_about_where_the_value_stands() {
    Altered altered =
        Altered.samples()
            .data("lab-conf", "jupyter_server_config.py", text -> text + "token = \"abcdef\"\n")
            .property(NOTEBOOK_CONF, "spark.authenticate.secret", "abcdef")
            .file(ENTRYPOINT, text -> text + "TOKEN=abcdef\n");

    assertThat(said(altered))
        .extracting(finding -> finding.subject() + " | " + finding.path() + " | " + finding.mark())
        .containsExactlyInAnyOrder(
            "ConfigMap lab-conf key jupyter_server_config.py | lab/configmap-lab-conf.yaml | token",
            "ConfigMap lab-spark-conf key spark-defaults.conf | lab/configmap-lab-spark-conf.yaml |"
                + " spark.authenticate.secret",
            ENTRYPOINT + " | " + ENTRYPOINT + " | TOKEN");
  }

  @Test
  void a_secret_of_another_api_is_none() {
    GenericKubernetesResource other = new GenericKubernetesResource();
    other.setApiVersion("example.org/v1");
    other.setKind("Secret");
    other.setMetadata(new ObjectMetaBuilder().withName("other").build());

    assertThat(said(Altered.samples().add(other))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jupyter lab --IdentityProvider.token=$T",
        "jupyter lab --token $T",
        "jupyter lab --ServerApp.password=$P",
        "jupyter lab --PasswordIdentityProvider.hashed_password=$P",
        "jupyter lab --token",
      })
  void jupyter_is_given_no_token_by_its_command_line(String command) {
    Altered altered =
        Altered.samples().container(STORE, c -> c.setCommand(List.of(command.split(" ", -1))));

    assertThat(said(Credentials.NO_SECRET_IN_ARGUMENTS, altered))
        .containsExactly(
            "StatefulSet store passes a token or password as an argument; read it from a file");
    assertThat(Alone.file(credentials, "a.sh", command + "\n"))
        .extracting(Finding::rule)
        .containsExactly(Credentials.NO_SECRET_IN_ARGUMENTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other --token $T",
        "jupyter lab --tokens-file /run/x",
        "jupyter lab --config /run/token",
      })
  void another_argument_gives_no_token(String command) {
    assertThat(Alone.file(credentials, "a.sh", command + "\n")).isEmpty();
  }

  private static Consumer<Container> variable(String name, String value) {
    return container ->
        container.getEnv().add(new EnvVarBuilder().withName(name).withValue(value).build());
  }

  /** {@code code} as nbformat writes a line of it. */
  private static String cell(String code) {
    return "\"" + code.replace("\\", "\\\\").replace("\"", "\\\"") + "\\n\"";
  }
}
