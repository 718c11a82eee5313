package io.sparkstead.render.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.preset.Workbench;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KnobsTest {

  /**
   * What adds something, and takes no default's place; and what is another part, or another image,
   * in place of the one asked about.
   */
  private static final Set<String> NO_DEFAULTS =
      new TreeSet<>(
          Set.of(
              "annotation",
              "builtOn",
              "builtThrough",
              "conf",
              "delta",
              "dns",
              "env",
              "exposure",
              "graphFrames",
              "historyStore",
              "jars",
              "label",
              "minio",
              "mount",
              "nodes",
              "observedBy",
              "outside",
              "packages",
              "people",
              "placed",
              "plugin",
              "pullSecrets",
              "reaching",
              "seaweedFs",
              "size",
              "storedIn",
              "tables",
              "trusting"));

  @Test
  void every_call_that_says_a_default_otherwise_is_proposed() {
    Set<String> calls = new TreeSet<>();
    for (Method method : Workbench.class.getMethods()) {
      if (method.getReturnType() == Workbench.class) {
        calls.add(method.getName());
      }
    }
    calls.removeAll(NO_DEFAULTS);

    assertThat(Knobs.names())
        .containsExactlyInAnyOrderElementsOf(calls.stream().map(call -> call + "(…)").toList());
    assertThat(Arrays.stream(Workbench.class.getMethods()).map(Method::getName).toList())
        .containsAll(NO_DEFAULTS);
  }
}
