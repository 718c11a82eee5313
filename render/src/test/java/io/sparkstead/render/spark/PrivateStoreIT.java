package io.sparkstead.render.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.Elsewhere;
import io.sparkstead.render.spark.cluster.PrivateAuthority;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.SparkLine;
import io.sparkstead.stack.image.Authorities;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.storage.ExternalStore;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store of others behind their own authority, and what else they made, used by Spark itself. */
class PrivateStoreIT {

  private static final Path PROGRAM = Path.of("src/spark/others.py");
  private static final URI CEPH = URI.create("https://ceph.example.org:8443");

  private static final String USER = "analysts";
  private static final String PASSWORD = "of-the-analysts";

  /** In place of {@link #BUNDLE}, where the suite can put it. */
  private static final String CERTIFICATES = "/home/spark/workspace/authorities.crt";

  /** As an image has it, once it has taken up who signs. */
  private static final String BUNDLE = "/etc/pki/tls/certs/ca-bundle.crt";

  /** Where nearly all was made by others. */
  private static Workbench bench(SparkLine line, PrivateAuthority authority) throws IOException {
    S3Bucket bucket = new S3Bucket("lake", S3Login.existing("ceph-login"));
    return new Workbench("registry.example.org/spark", ImageLock.NONE)
        .release(line.release())
        .storedIn(new ExternalStore(CEPH, List.of(Cidr.only("10.20.0.5")), bucket))
        .trusting(Authorities.of(authority.certificate()))
        .executors(1, gibibytes(1), gibibytes(5))
        .env("WAREHOUSE_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
        .mount("/data", ExistingObject.claim("datasets"));
  }

  @ParameterizedTest(name = "Spark {0}")
  @MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
  void what_others_made_is_used_by_all_that_needs_it(SparkLine line) throws IOException {
    PrivateAuthority authority = PrivateAuthority.in(line.folder().resolve("authority"));
    Workbench bench = bench(line, authority);
    Rendered rendered =
        Rendered.of(new Elsewhere(bench.stack()))
            .withSecret("ceph-login", Map.of("credentials", login()))
            .withSecret("warehouse-db", Map.of("password", "of the warehouse"));
    Map<String, String> image = bench.image().files();
    try (ArticleRun run = new ArticleRun(line, rendered, "others")) {
      run.cluster()
          .trusting(
              PrivateAuthority.trusted(
                  image.get("authorities.crt"), line.folder().resolve("authority/trusted.p12")));
      String address = run.cluster().storeBehind(authority, CEPH, "lake", USER, PASSWORD);
      run.cluster().initialiseJupyter();
      Program history = run.startHistoryServer();
      run.runExecutors();
      Files.copy(PROGRAM, run.cluster().inJupyter("/home/spark/workspace/others.py"));
      Files.writeString(run.cluster().inJupyter("/data/orders.csv"), "1\n2\n3\n");
      Files.writeString(run.cluster().inJupyter(CERTIFICATES), image.get("authorities.crt"));

      Program driver = run.cluster().inJupyter("others", command(address), python(image));

      assertThat(driver.says("CELL store (.*)")).isEqualTo("4950");
      assertThat(driver.says("CELL secret (.*)"))
          .isEqualTo("of the warehouse, executors: of the warehouse");
      assertThat(driver.says("CELL claim (.*)")).isEqualTo("3 lines, executors: 3 lines");
      assertThat(driver.says("CELL python (.*)")).isEqualTo("is let in by its certificate");
      driver.succeeds();
      assertThat(
              run.history(history, "applications", applications -> !applications.isEmpty())
                  .get(0)
                  .get("name")
                  .asText())
          .isEqualTo(bench.application().name());

      // Whose certificate that is, nobody else knows.
      Map<String, String> untold = new LinkedHashMap<>(python(image));
      untold.keySet().removeAll(trusting(image));
      assertThat(
              run.cluster().inJupyter("untold", askAlone(address), untold).says("CELL python (.*)"))
          .contains("CERTIFICATE_VERIFY_FAILED");
    }
  }

  private static String login() {
    return "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
        .formatted(USER, PASSWORD);
  }

  private static List<String> command(String address) {
    return List.of(
        SparkLine.PYTHON + "/python3",
        "/home/spark/workspace/others.py",
        CEPH.getHost(),
        address,
        "/data/orders.csv");
  }

  private static List<String> askAlone(String address) {
    return command(address).subList(0, 4);
  }

  private static Map<String, String> python(Map<String, String> image) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PYSPARK_PYTHON", SparkLine.PYTHON + "/python3");
    variables.put("PYSPARK_DRIVER_PYTHON", SparkLine.PYTHON + "/python3");
    for (String name : trusting(image)) {
      variables.put(name, CERTIFICATES);
    }
    return variables;
  }

  /** The variables by which the image has Python trust whom it trusts. */
  private static List<String> trusting(Map<String, String> image) {
    List<String> names =
        Pattern.compile("(\\w+)=\"" + BUNDLE + "\"")
            .matcher(image.get("Dockerfile"))
            .results()
            .map((MatchResult result) -> result.group(1))
            .toList();
    assertThat(names).contains("SSL_CERT_FILE");
    return names;
  }
}
