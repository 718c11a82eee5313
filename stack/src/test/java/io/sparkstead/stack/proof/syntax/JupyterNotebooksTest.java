package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JupyterNotebooksTest extends FamilyTest {

  JupyterNotebooksTest() {
    super(JupyterNotebooks::new);
    on(
        JupyterNotebooks.A_KERNEL_IS_ALLOWED,
        "allows the kernels pysparkling alone, and the image of StatefulSet lab has none",
        good -> config(good, "c.KernelSpecManager.allowed_kernelspecs = {'pysparkling'}"));
    on(
        JupyterNotebooks.NOTEBOOKS_ARE_SAVED,
        "sets max_body_size to 524288 bytes, less than a notebook with a few plots",
        good -> config(good, "c.ServerApp.max_body_size = 512 * 1024"));
  }

  private static Altered config(Altered good, String line) {
    return good.data("lab-conf", "jupyter_server_config.py", text -> text + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c.KernelSpecManager.allowed_kernelspecs = {'python3'}",
        "c.KernelSpecManager.allowed_kernelspecs = {'python3', 'scala'}",
        "c.KernelSpecManager.allowed_kernelspecs = set()",
        "c.KernelSpecManager.allowed_kernelspecs = {KERNEL}",
        "c.ServerApp.max_body_size = 100 * 1024 * 1024",
        "c.ServerApp.max_body_size = limit()",
      })
  void what_leaves_a_kernel_and_saves_passes(String line) {
    assertThat(said(config(Altered.samples(), line))).isEmpty();
  }

  @Test
  void a_kernel_that_the_image_brings_passes() {
    Altered altered =
        config(Altered.samples(), "c.KernelSpecManager.allowed_kernelspecs = {'spylon'}")
            .file(JUPYTER_IMAGE, text -> text + "RUN python3.11 -m spylon_kernel install\n");

    assertThat(said(altered)).isEmpty();
  }
}
