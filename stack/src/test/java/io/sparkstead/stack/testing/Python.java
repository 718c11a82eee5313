package io.sparkstead.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.ExternalTool;
import java.util.List;

/** Whether a text is a program, by Python's own compiler. Nothing is run. */
public final class Python {

  private static final ExternalTool PYTHON =
      new ExternalTool(
          "python3",
          "install it with your system's packages",
          List.of("python3", "-c", "import ast"));

  private Python() {}

  public static void compile(String source) {
    run("compile(sys.stdin.read(), 'source', 'exec')", source);
  }

  /** Each code cell of {@code notebook} by itself, as a kernel would. */
  public static void compileCells(String notebook) {
    run(
        """
        for cell in json.load(sys.stdin)["cells"]:
            if cell["cell_type"] == "code":
                compile("".join(cell["source"]), cell["id"], "exec")
        """,
        notebook);
  }

  private static void run(String program, String input) {
    PYTHON.require();
    ExternalTool.Result result =
        ExternalTool.run(List.of("python3", "-c", "import json, sys\n" + program), input);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
