package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JupyterConfigsTest extends FamilyTest {

  JupyterConfigsTest() {
    super(JupyterConfigs::new);
    traits();
    turnedOff();
    pod();
  }

  private void traits() {
    on(
        JupyterConfigs.TRAIT_IS_KNOWN,
        "sets ServerApp.rootdir, which Jupyter does not know and passes over; did you mean"
            + " root_dir?",
        good -> config(good, "c.ServerApp.rootdir = '/tmp'"));
    on(
        JupyterConfigs.TRAIT_IS_KNOWN,
        "sets MappingKernelManager.frobnicate, which Jupyter does not know and passes over; leave"
            + " it out",
        good -> config(good, "c.MappingKernelManager.frobnicate = 1"));
    on(
        JupyterConfigs.TRAIT_IS_KNOWN,
        "sets token of IdentityProvder, a class that Jupyter has not; did you mean"
            + " IdentityProvider?",
        good -> config(good, "c.IdentityProvder.token = x"));
    on(
        JupyterConfigs.TRAIT_TAKES_IT,
        "sets ServerApp.port to a str, where Jupyter takes Int; write it as one",
        good -> config(good, "c.ServerApp.port = '8888'"));
    on(
        JupyterConfigs.TRAIT_TAKES_IT,
        "sets ServerApp.open_browser to a int, where Jupyter takes Bool",
        good -> config(good, "c.ServerApp.open_browser = 0"));
    on(
        JupyterConfigs.TRAIT_TAKES_IT,
        "sets ServerApp.ip to a list, where Jupyter takes Unicode",
        good -> config(good, "c.ServerApp.ip = ['0.0.0.0']"));
  }

  private void turnedOff() {
    on(
        JupyterConfigs.IDLE_KERNELS_END,
        "sets cull_idle_timeout to 0, which turns culling off, and line",
        good -> config(good, "c.MappingKernelManager.cull_idle_timeout = 0"));
    on(
        JupyterConfigs.IDLE_KERNELS_END,
        "turns terminals off, and StatefulSet lab mounts spark-pi.sh for people to run",
        good -> config(good, "c.ServerApp.terminals_enabled = False"));
  }

  @Test
  void culling_that_nobody_says_more_of_is_off_on_purpose() {
    Altered off =
        Altered.samples()
            .data(
                "lab-conf",
                "jupyter_server_config.py",
                text ->
                    text.replaceAll("(?m)^c\\.MappingKernelManager\\.cull_.*\\n", "")
                        + "c.MappingKernelManager.cull_idle_timeout = 0\n");

    assertThat(said(off)).isEmpty();
  }

  private void pod() {
    on(
        JupyterConfigs.FILE_IS_THERE,
        "names certfile = /etc/tls/tls.crt, and StatefulSet lab neither mounts it nor has it",
        good -> config(good, "c.ServerApp.certfile = '/etc/tls/tls.crt'"));
    on(
        JupyterConfigs.FILE_IS_THERE,
        "names root_dir = /home/spark2/work",
        good -> config(good, "c.ServerApp.root_dir = \"/home/spark2/work\""));
    on(
        JupyterConfigs.FILE_IS_THERE,
        "names /run/token/token, and StatefulSet lab",
        good -> config(good, "c.IdentityProvider.token = Path(\"/run/token/token\").read_text()"));
    on(
        JupyterConfigs.FILE_IS_THERE,
        "names /run/token/token, and StatefulSet lab",
        good -> config(good, "t = open('/run/token/token').read()"));
    on(
        JupyterConfigs.PROBES_ASK_BELOW_BASE,
        "sets base_url to /lab1/, and a probe of StatefulSet lab asks /api; let it ask /lab1/api",
        good -> config(good, "c.ServerApp.base_url = '/lab1/'"));
  }

  private static Altered config(Altered good, String line) {
    return good.data("lab-conf", "jupyter_server_config.py", text -> text + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c.ServerApp.port = 8888",
        "c.ServerApp.port = int('8888')",
        "c.ServerApp.allow_origin = \"*\"",
        "c.ServerApp.tornado_settings = {'headers': {}}",
        "c.ServerApp.base_url = '/'",
        "c.ServerApp.root_dir = '/home/spark/workspace/mine'",
        "c.ServerApp.root_dir = '/tmp'",
        "c.ServerApp.certfile = '/etc/ssl/certs/a.crt'",
        "c.ServerApp.certfile = '/run/s3/tls.crt'",
        "c.ServerApp.jpserver_extensions = {'a': True}",
        "c.MappingKernelManager.kernel_info_timeout = 60",
        "c.GitExtension.anything = 1",
        "c.LabApp.news_url = None",
        "c.ServerApp.port, x = 1, 2",
        "get_config().ServerApp.port = 1",
        "open('/tmp/new', 'w')",
        "c.IdentityProvider.secure_cookie = None",
      })
  void what_jupyter_takes_passes(String line) {
    assertThat(said(config(Altered.samples(), line))).isEmpty();
  }

  @Test
  void probes_that_ask_below_the_base_pass() {
    Altered altered =
        config(Altered.samples(), "c.ServerApp.base_url = 'lab1'")
            .container(
                JUPYTER,
                jupyter -> {
                  jupyter.getStartupProbe().getHttpGet().setPath("/lab1/api");
                  jupyter.getReadinessProbe().getHttpGet().setPath("/lab1/api");
                });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_image_of_others_may_have_any_file() {
    Altered altered =
        config(Altered.samples(), "c.ServerApp.certfile = '/etc/tls/tls.crt'")
            .container(JUPYTER, jupyter -> jupyter.setImage("registry.example.org/lab:1"));

    assertThat(said(altered)).isEmpty();
  }
}
