package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapsTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";
  private static final String SCRIPT = "bootstrap.sh";
  private static final String ATTACH = "mc admin policy attach store lake --user \"$access_key\"";

  BootstrapsTest() {
    super(Bootstraps::new);
    on(
        Bootstraps.ALIAS_IS_SET,
        "runs mc mb on store, which no alias set made; did you mean stor?",
        good -> script(good, "mc alias set store", "mc alias set stor"));
    on(
        Bootstraps.ALIAS_IS_SET,
        "runs mc admin user add on stor, which no alias set made; did you mean store?",
        good -> script(good, "mc admin user add store", "mc admin user add stor"));
    on(
        Bootstraps.ALIAS_IS_SET,
        "runs mc mb on lakes, which no alias set made",
        good ->
            good.container(BOOTSTRAP, c -> c.setCommand(List.of("mc", "mb", "-p", "lakes/lake"))));
    on(
        Bootstraps.USER_IS_ADDED,
        "attaches a policy to user $access_key, whom nobody adds; add it by mc admin user add",
        good -> script(good, "mc admin user add store", "cat"));
    on(
        Bootstraps.USER_IS_ADDED,
        "attaches a policy to user bob, whom nobody adds",
        good ->
            script(
                script(good, "mc admin user add store", "mc admin user add store alice"),
                "--user \"$access_key\"",
                "--user=bob"));
    on(
        Bootstraps.USER_IS_ADDED,
        "adds a user and attaches no policy to it; do so by mc admin policy attach",
        good -> script(good, ATTACH, ""));
    on(
        Bootstraps.POLICY_IS_CREATED,
        "attaches policy spark, which nobody creates",
        good -> script(good, "policy attach store lake", "policy attach store spark"));
    on(
        Bootstraps.KEY_IS_IN_THE_FILE,
        "looks for aws_secret_key, which no file of keys has",
        good -> script(good, "aws_secret_access_key*", "aws_secret_key*"));
    on(
        Bootstraps.KEY_IS_IN_THE_FILE,
        "looks for AWS_ACCESS_KEY_ID, which no file of keys has",
        good -> script(good, "aws_access_key_id*", "AWS_ACCESS_KEY_ID*"));
    on(
        Bootstraps.KEY_IS_IN_THE_FILE,
        "looks for aws_secret_acces_key, which no file of keys has",
        good ->
            Altered.of(Samples.spark41().onSeaweedFs())
                .data(
                    "seaweed-scripts",
                    "start.sh",
                    text -> text.replace("aws_secret_access_key*", "aws_secret_acces_key*")));
  }

  private static Altered script(Altered good, String from, String to) {
    return good.data(BOOTSTRAP, SCRIPT, text -> text.replace(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mc ls play/downloads",
        "mc mb \"$alias/more\"",
        "# mc mb other/lake",
        "mc --config-dir /tmp/mc mb --region eu store/more",
        "mc anonymous set download store/more",
        "mc alias list",
        "mc cp /tmp/x store/lake/x",
        "mc ls store/lake 2>/dev/null | grep -q x",
        "mc admin policy attach store readwrite --user \"$access_key\"",
        "mc admin policy attach store \"$policy\" --user \"$access_key\"",
        "mc admin policy info store \"lake\"",
        "export AWS_ACCESS_KEY_ID=\"$(cat /run/s3/id)\"",
        "aws_session_token= true",
        "mc admin group add store people \"$access_key\"",
      })
  void more_that_mc_does_is_left_alone(String line) {
    assertThat(said(Altered.samples().data(BOOTSTRAP, SCRIPT, text -> text + line + "\n")))
        .isEmpty();
  }

  @Test
  void an_alias_may_be_set_otherwise() {
    Altered variable =
        script(Altered.samples(), "mc alias set store", "mc alias set other")
            .container(
                BOOTSTRAP,
                c -> c.getEnv().add(new EnvVar("MC_HOST_store", "http://store.data.svc", null)));
    Altered old = script(Altered.samples(), "mc alias set store", "mc config host add store");

    assertThat(said(variable)).isEmpty();
    assertThat(said(old)).isEmpty();
  }
}
