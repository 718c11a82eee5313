package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JupyterAccessTest extends FamilyTest {

  private static final String CONF = "lab-conf";

  JupyterAccessTest() {
    super(JupyterAccess::new);
    on(
        JupyterAccess.LISTENS_FOR_OTHERS,
        "listen at 127.0.0.1",
        good -> with("c.ServerApp.ip = '127.0.0.1'"));
    on(
        JupyterAccess.TEXT_IS_A_TEXT,
        "token a path object, Path(\"/run/jupyter/token\")",
        good -> with("c.IdentityProvider.token = Path(\"/run/jupyter/token\")"));
    on(
        JupyterAccess.TEXT_IS_A_TEXT,
        "gives token what split() returns, and Jupyter takes a text",
        good -> with("c.IdentityProvider.token = Path(\"/run/t\").read_text().split()"));
    on(
        JupyterAccess.ASKS_WHO_COMES,
        "says token = \"\"",
        good -> with("c.IdentityProvider.token = \"\""));
    on(
        JupyterAccess.ASKS_WHO_COMES,
        "allow_unauthenticated_access = True",
        good -> with("c.ServerApp.allow_unauthenticated_access = True"));
    on(
        JupyterAccess.KERNELS_LIVE_FOR_A_WHILE,
        "idles for 60 seconds",
        good -> with("c.MappingKernelManager.cull_idle_timeout = 60"));
  }

  /** The good configuration, and {@code line} behind all else. */
  private static Altered with(String line) {
    return Altered.samples().data(CONF, JupyterImage.CONF_FILE, text -> text + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c.ServerApp.ip = \"::\"",
        "c.IdentityProvider.token = str(Path(\"/run/jupyter/token\"))",
        "c.IdentityProvider.token = read(\"/run/jupyter/token\")",
        "c.ServerApp.root_dir = \"/tmp\"",
        "c.ServerApp.root_dir = os.environ[\"HOME\"]",
        "c.MappingKernelManager.cull_idle_timeout = 0",
        "c.MappingKernelManager.cull_idle_timeout = 2 * 3600",
        "# c.ServerApp.ip = \"127.0.0.1\"",
      })
  void what_jupyter_takes_passes(String line) {
    assertThat(said(with(line))).isEmpty();
  }

  @Test
  void a_password_asks_too() {
    assertThat(
            said(
                with(
                    "c.IdentityProvider.token = \"\"\n"
                        + "c.PasswordIdentityProvider.hashed_password = \"argon2:…\"")))
        .isEmpty();
  }
}
