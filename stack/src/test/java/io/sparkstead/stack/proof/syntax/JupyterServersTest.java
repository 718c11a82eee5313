package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JupyterServersTest extends FamilyTest {

  private static final String CONF = "lab-conf";

  JupyterServersTest() {
    super(JupyterServers::new);
    on(
        JupyterServers.HOST_IS_TAKEN,
        "asks by the pod's address",
        good -> with("c.ServerApp.allow_remote_access = False"));
    on(
        JupyterServers.PASSWORD_IS_A_HASH,
        "from /run/jupyter/token, which holds a token",
        good ->
            with(
                "c.PasswordIdentityProvider.hashed_password ="
                    + " Path(\"/run/jupyter/token\").read_text().strip()"));
    on(
        JupyterServers.PASSWORD_IS_A_HASH,
        "to a text that is no hash",
        good -> with("c.PasswordIdentityProvider.hashed_password = \"" + PLANTED + "\""));
    on(
        JupyterServers.ORIGINS_ARE_ASKED_FOR,
        "says allow_origin = \"*\"",
        good -> with("c.ServerApp.allow_origin = \"*\""));
    on(
        JupyterServers.ORIGINS_ARE_ASKED_FOR,
        "says disable_check_xsrf = True",
        good -> with("c.ServerApp.disable_check_xsrf = True"));
    on(
        JupyterServers.SERVER_STAYS,
        "end itself after 1800 seconds",
        good -> with("c.ServerApp.shutdown_no_activity_timeout = 1800"));
    on(
        JupyterServers.CLASS_IS_INSTALLED,
        "use s3contents.S3ContentsManager, which its image lacks; add s3contents to the lock",
        good -> with("c.ServerApp.contents_manager_class = \"s3contents.S3ContentsManager\""));
    on(
        JupyterServers.EXTENSION_IS_INSTALLED,
        "load jupyter_collaboration",
        good -> with("c.ServerApp.jpserver_extensions = {\"jupyter_collaboration\": True}"));
    on(
        JupyterServers.TERMINAL_IS_THERE,
        "spark-pi.sh is there to be run in one",
        good -> with("c.ServerApp.terminals_enabled = False"));
    on(
        JupyterServers.BUSY_KERNELS_LIVE,
        "end kernels that compute",
        good -> with("c.MappingKernelManager.cull_busy = True"));
  }

  /** The good configuration, and {@code line} behind all else. */
  private static Altered with(String line) {
    return Altered.samples().data(CONF, JupyterImage.CONF_FILE, text -> text + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c.ServerApp.allow_remote_access = True",
        "c.PasswordIdentityProvider.hashed_password = \"argon2:$argon2id$v=19$m=1,t=1,p=8$a$b\"",
        "c.PasswordIdentityProvider.hashed_password = \"sha1:74ba40f8a388:c913541b7ee99d15\"",
        "c.PasswordIdentityProvider.hashed_password = Path(\"/run/jupyter/hash\").read_text()",
        "c.PasswordIdentityProvider.hashed_password = \"\"",
        "c.ServerApp.allow_origin = \"https://portal.example.org\"",
        "c.ServerApp.disable_check_xsrf = False",
        "c.ServerApp.shutdown_no_activity_timeout = 0",
        "c.ServerApp.session_manager_class = \"jupyter_server.services.sessions.sessionmanager.A\"",
        "c.ServerApp.jpserver_extensions = {\"jupyterlab\": True, \"nbclassic\": False}",
        "c.ServerApp.terminals_enabled = True",
        "c.MappingKernelManager.cull_busy = False",
      })
  void what_serves_people_passes(String line) {
    assertThat(said(with(line))).isEmpty();
  }

  @Test
  void a_probe_that_asks_by_the_name_of_localhost_is_answered() {
    Altered altered =
        with("c.ServerApp.allow_remote_access = False")
            .container(
                JUPYTER,
                container -> {
                  local(container.getReadinessProbe());
                  local(container.getLivenessProbe());
                  local(container.getStartupProbe());
                });

    assertThat(said(altered)).isEmpty();
  }

  private static void local(Probe probe) {
    if (probe != null && probe.getHttpGet() != null) {
      probe.getHttpGet().setHttpHeaders(List.of(new HTTPHeader("Host", "localhost:8888")));
    }
  }
}
