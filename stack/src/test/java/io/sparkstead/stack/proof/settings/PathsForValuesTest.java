package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathsForValuesTest extends FamilyTest {

  PathsForValuesTest() {
    super(PathsForValues::new);
    on(
        PathsForValues.SECRET_IS_NO_PATH,
        "sets MINIO_ROOT_PASSWORD to /run/minio/password, the path of a file of a Secret",
        good -> with(good, "MINIO_ROOT_PASSWORD", "/run/minio/password"));
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(
        STORE,
        store -> {
          List<EnvVar> all = new ArrayList<>(store.getEnv());
          all.add(new EnvVar(name, value, null));
          store.setEnv(all);
        });
  }

  @Test
  void variables_for_files_and_for_other_folders_pass() {
    assertThat(said(with(Altered.samples(), "DB_PASSWORD_FILE", "/run/minio/password"))).isEmpty();
    assertThat(said(with(Altered.samples(), "SECRET", "/tmp/plain"))).isEmpty();
    assertThat(said(with(Altered.samples(), "PATTERN", "/run/minio/password"))).isEmpty();
  }
}
