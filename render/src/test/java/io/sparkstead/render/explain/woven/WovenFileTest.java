package io.sparkstead.render.explain.woven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WovenFileTest {

  private static final Path FILE = Path.of("Lab.java");

  private static String lab(String members, String description) {
    return """
        import io.sparkstead.dsl.value.DnsLabel;
        import io.sparkstead.dsl.value.ImageLock;
        import io.sparkstead.overlays.Environment;
        import io.sparkstead.stack.Stack;
        import io.sparkstead.stack.preset.Workbench;

        final class Lab implements Environment {
          %s
          public DnsLabel name() {
            return DnsLabel.of("lab");
          }
          public String description() {
            return %s;
          }
          public Stack stack(ImageLock lock) {
            return new Workbench("localhost", lock).stack();
          }
        }
        """
        .formatted(members, description);
  }

  private static List<String> descriptions(String members, String description) throws IOException {
    WovenFile woven = WovenFile.of(FILE, lab(members, description));
    List<String> all = new ArrayList<>();
    all.add(asSaid(woven));
    for (Said said : woven.said()) {
      all.add(woven.otherwise(said, 0, made -> made.get(0).description()));
    }
    return all;
  }

  private static String asSaid(WovenFile woven) {
    return woven.asSaid(made -> made.get(0).description());
  }

  @Test
  void each_value_is_otherwise_alone() throws IOException {
    assertThat(descriptions("static final int DAYS = 6;", "DAYS + \" of \" + true"))
        .containsExactlyInAnyOrder(
            "6 of true", "7 of true", "6 og true", "6 of false", "6 of true", "6 of true");
  }

  @Test
  void each_line_of_a_text_is_a_thing_of_its_own() throws IOException {
    assertThat(descriptions("", "\"\"\"\n      a: 1\n      b: 2\n      \"\"\""))
        .contains("a: 1\nb: 2\n", "a: 2\nb: 2\n", "a: 1\nb: 3\n");
  }

  @Test
  void where_only_a_constant_may_stand_nothing_is_tried_and_that_is_said() throws IOException {
    String members =
        """
        static final int ONE = 1;
          static String word(int number) {
            switch (number) {
              case ONE:
                return "one";
              default:
                return "many";
            }
          }
          @SuppressWarnings("unused") int unused;
        """;

    WovenFile woven = WovenFile.of(FILE, lab(members, "word(1)"));

    assertThat(asSaid(woven)).isEqualTo("one");
    assertThat(woven.leftOut()).extracting(Said::source).contains("static final int ONE = 1;");
  }

  @Test
  void a_call_in_a_loop_that_no_switch_fits_around_is_left_out() throws IOException {
    String members =
        """
        static Workbench bench(ImageLock lock) {
            Workbench bench = new Workbench("localhost", lock);
            for (String key : java.util.List.of("spark.a", "spark.b")) {
              String whole = key;
              whole = whole + ".c";
              bench = bench.conf(whole, 1);
            }
            return bench;
          }
        """;

    WovenFile woven = WovenFile.of(FILE, lab(members, "\"\" + bench(ImageLock.NONE).equals(1)"));

    assertThat(asSaid(woven)).isEqualTo("false");
    assertThat(woven.leftOut()).extracting(Said::kind).contains(Said.Kind.CALL);
    assertThat(woven.said()).extracting(Said::source).contains("bench = bench.conf(whole, 1);");
  }
}
