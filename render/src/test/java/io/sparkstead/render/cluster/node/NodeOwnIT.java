package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.cluster.Tree;
import io.sparkstead.render.spark.GreetingRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person adds to drivers and executors, on read-only roots. */
@Tag("node")
class NodeOwnIT {

  private static final Path PROGRAM = Path.of("src/cluster/node/own.py");

  /** As {@code uv pip compile --generate-hashes} writes it. */
  private static final String LOCK =
      "humanize==4.13.0 "
          + "--hash=sha256:b810820b31891813b1673e8fec7f1ed3312061eab2f26e3fa192c393d11ed25f";

  private static final String ENVIRONMENT =
      """
      import static io.sparkstead.dsl.value.ByteSize.gibibytes;

      import io.sparkstead.dsl.value.DnsLabel;
      import io.sparkstead.dsl.value.ImageLock;
      import io.sparkstead.overlays.Environment;
      import io.sparkstead.stack.Stack;
      import io.sparkstead.stack.own.OwnVolume;
      import io.sparkstead.stack.preset.Workbench;
      import java.util.Map;

      final class Own implements Environment {
        @Override
        public Stack stack(ImageLock lock) {
          return new Workbench("localhost", lock)
              .executors(1, gibibytes(1), gibibytes(2))
              .packages("%s")
              .conf("spark.sql.shuffle.partitions", 7)
              .env("REPORT_REGION", "eu")
              .mount("/etc/app", new OwnVolume.Files("app", Map.of("app.yaml", "retries: 3")))
              .stack();
        }

        @Override
        public DnsLabel name() {
          return DnsLabel.of("own");
        }

        @Override
        public String description() {
          return "with things of one's own";
        }
      }
      """
          .formatted(LOCK);

  private static Deployed deployed;

  @BeforeAll
  static void bring_up() {
    Tree tree = Tree.ofPerson("own", ENVIRONMENT);
    deployed = new Deployed(Site.LAPTOP, tree, OneNode.of(Site.LAPTOP, List.of(tree)));
    deployed.bringUp();
  }

  @AfterAll
  static void end() {
    if (deployed != null) {
      deployed.node().close();
    }
  }

  @Test
  void drivers_and_executors_have_what_was_added() throws IOException {
    GreetingRepository.files().forEach((path, bytes) -> put(bytes, "repository/" + path));

    Told told = Told.by(deployed, PROGRAM);

    String seen = "eu; retries: 3; 1,000";
    assertThat(told.of("driver")).isEqualTo(seen);
    assertThat(told.of("executors")).isEqualTo(seen);
    assertThat(told.of("udf")).isEqualTo("1,000 1,001");
    assertThat(told.of("property")).isEqualTo("7");
    assertThat(told.of("jar")).isEqualTo("hello 0 hello 1");
  }

  /** Writes a file of the workspace, which is all that a notebook may write. */
  private static void put(byte[] bytes, String path) {
    String command = "mkdir -p \"${1%/*}\" && base64 -d > \"$1\"";
    deployed
        .exec(
            Base64.getEncoder().encodeToString(bytes),
            Deployed.JUPYTER,
            "sh",
            "-c",
            command,
            "put",
            path)
        .succeeded();
  }
}
