package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreArgumentsTest extends FamilyTest {

  StoreArgumentsTest() {
    super(StoreArguments::new);
    on(
        StoreArguments.OPTION_IS_ONE,
        "StatefulSet store starts its store with --console-adress, which it does not know; did you"
            + " mean --console-address?",
        good -> minio(good, "--console-address", "--console-adress"));
    on(
        StoreArguments.OPTION_IS_ONE,
        "starts its store with serve, which it does not know; did you mean server?",
        good -> minio(good, "server", "serve"));
    on(
        StoreArguments.OPTION_IS_ONE,
        "starts its store with -s3.ip.bnd, which it does not know; did you mean -s3.ip.bind?",
        good -> weed("start.sh", "-s3.ip.bind", "-s3.ip.bnd"));
    on(
        StoreArguments.OPTION_IS_ONE,
        "starts its store with shel, which it does not know; did you mean shell?",
        good -> weed("bucket.sh", "weed shell", "weed shel"));
    on(
        StoreArguments.LISTENS_FOR_OTHERS,
        "has MinIO and its console listen at 9000; give each its own",
        good -> minio(good, ":9090", ":9000"));
    on(
        StoreArguments.LISTENS_FOR_OTHERS,
        "listens at 127.0.0.1:9090, which is its own pod's alone; say :port",
        good -> minio(good, ":9090", "127.0.0.1:9090"));
    on(
        StoreArguments.LISTENS_FOR_OTHERS,
        "has its S3 gateway listen at 127.0.0.1, its own pod's alone",
        good -> weed("start.sh", "-s3.ip.bind=0.0.0.0", "-s3.ip.bind=127.0.0.1"));
    on(
        StoreArguments.LISTENS_FOR_OTHERS,
        "asks its master by -master=127.0.0.1:9334, and it listens at 9333; say that",
        good -> weed("bucket.sh", "127.0.0.1:9333", "127.0.0.1:9334"));
    on(
        StoreArguments.NAMED_FILE_IS_THERE,
        "tells SeaweedFS of /tmp/user.json, which nobody mounts and no script writes",
        good -> weed("start.sh", "-s3.config=/tmp/users.json", "-s3.config=/tmp/user.json"));
    on(
        StoreArguments.NAMED_FILE_IS_THERE,
        "tells SeaweedFS of /tmp/nobody.crt, which nobody mounts and no script writes",
        good -> weed("start.sh", "> /tmp/nobody.crt", "> /tmp/nobdy.crt"));
  }

  private static Altered minio(Altered good, String from, String to) {
    return good.container(
        STORE,
        c -> {
          List<String> words = new ArrayList<>(c.getArgs());
          words.replaceAll(word -> word.equals(from) ? to : word);
          c.setArgs(words);
        });
  }

  private static Altered weed(String script, String from, String to) {
    return Altered.of(Samples.spark41().onSeaweedFs())
        .data("seaweed-scripts", script, text -> text.replace(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--quiet", "--json", "--sftp=address=:8022", "--address=:9000", "--anonymous"})
  void other_options_of_minio_are_left_alone(String option) {
    Altered more =
        Altered.samples()
            .container(
                STORE,
                c -> {
                  List<String> words = new ArrayList<>(c.getArgs());
                  words.add(option);
                  c.setArgs(words);
                });

    assertThat(said(more)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-volume.max=0, -volume.max=8 -volume.fileSizeLimitMB=256",
    "-s3.ip.bind=0.0.0.0, -s3.ip.bind=0.0.0.0 -s3.cert.file=/run/s3/tls.crt",
    "-s3 -s3.ip, --s3 -webdav -master.heartbeatInterval=1s -s3.ip"
  })
  void other_options_of_seaweedfs_are_left_alone(String from, String to) {
    assertThat(said(weed("start.sh", from, to))).isEmpty();
  }
}
