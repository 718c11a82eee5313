package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersTest extends FamilyTest {

  private static final String OWNER = "{apiVersion: v1, kind: Pod, name: $POD_NAME, uid: $POD_UID}";

  OwnersTest() {
    super(Owners::new);
    on(
        Owners.OWNER_IS_WHOSE_UID_IT_IS,
        "names as an owner a Job of batch/v1 by POD_UID, which is the uid of a pod",
        good -> nightly("{apiVersion: batch/v1, kind: Job, name: $POD_NAME, uid: $POD_UID}"));
    on(
        Owners.OWNER_IS_WHOSE_UID_IT_IS,
        "names as an owner a Pod of batch/v1 by POD_UID",
        good -> nightly("{uid: ${POD_UID}, name: $POD_NAME, apiVersion: batch/v1, kind: Pod}"));
  }

  private static Altered nightly(String owner) {
    Samples samples = Samples.spark41();
    return Altered.of(
            Samples.stack(
                samples.rbac(), samples.minio(), samples.historyServer(), samples.nightly()))
        .data("nightly-script", "submit.sh", text -> text.replace(OWNER, owner) + "# ours\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OWNER,
        "{kind: Pod, apiVersion: v1, uid: $POD_UID, name: $POD_NAME}",
        "{apiVersion: batch/v1, kind: Job, name: $JOB_NAME, uid: $JOB_UID}",
      })
  void an_owner_by_its_own_uid_passes(String owner) {
    assertThat(said(nightly(owner))).isEmpty();
  }
}
