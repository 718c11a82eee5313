package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.text.ScriptCommands.Direction;
import io.sparkstead.stack.proof.text.ScriptCommands.Redirect;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptCommandsTest {

  private static String read(String text) {
    return ScriptCommands.of(text.replace("\\n", "\n").replace("\\t", "\t")).all().stream()
        .map(words -> String.join("~", words))
        .collect(Collectors.joining(" | "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          a b; c && d || e                            => a~b | c | d | e
          a | b & c                                   => a | b | c
          A=1 B="x y" c d                             => c~d
          A=1                                         => ``
          if a; then b; elif c; then d; else e; fi    => a | b | c | d | e
          while read -r x; do y; done < z             => read~-r~x | y
          until ! a; do sleep 1; done                 => a | sleep~1
          for i in a b; do c $i; done                 => c~$i
          case $x in a) b ;; *.c|d) e f ;; esac       => b | e~f
          f() { g; }; f                               => g | f
          function f { g; }                           => g
          (a; b) && c                                 => a | b | c
          a "$(b c)" d                                => b~c | a~$()~d
          a $(b "$(c)")                               => c | b~$() | a~$()
          a '$(b)' "\\"c\\"" d\\ e                    => a~$(b)~"c"~d e
          a ${b:-c d} $((1 + 2))                      => a~${b:-c d}~$((1 + 2))
          a > b 2>&1 < c &> d                         => a~>~b~>~1~<~c~>~d
          a # b c\\nd                                 => a | d
          a#b c                                       => a#b~c
          cat <<EOF > x\\na b\\nEOF\\nc               => cat~>~x | c
          cat <<-'EO'\\n\\tx y\\n\\tEO\\nc                => cat | c
          cat <<<x y                                  => cat~<~x~y
          a 'b\\nc' d                                 => a~b\\nc~d
          exec a b                                    => exec~a~b
          a \\\\n  b                                => a~b
          """)
  void commands_are_read_as_a_shell_does(String text, String commands) {
    assertThat(read(text)).isEqualTo(commands.replace("\\n", "\n"));
  }

  @Test
  void files_that_a_shell_opens_are_known_with_their_direction() {
    String text =
        "while read -r x; do a; done < /b 2>> /c\nd <<< /e; f=$(g > /h) < \"/i\"\n# > /j\n";

    assertThat(ScriptCommands.of(text).redirects())
        .containsExactlyInAnyOrder(
            new Redirect(Direction.FROM_FILE, "/b"),
            new Redirect(Direction.TO_FILE, "/c"),
            new Redirect(Direction.TO_FILE, "/h"),
            new Redirect(Direction.FROM_FILE, "/i"));
  }

  @Test
  void functions_are_known_by_name() {
    assertThat(ScriptCommands.of("a() { b; }\nfunction c { d; }\ne f").functions())
        .containsExactly("a", "c");
  }

  @Test
  void what_is_left_open_ends_with_the_text() {
    assertThat(read("a \"b")).isEqualTo("a~b");
    assertThat(read("a 'b")).isEqualTo("a~b");
    assertThat(read("a $(b")).isNotNull();
    assertThat(read("cat <<EOF\na")).isEqualTo("cat");
    assertThat(read("a \\")).isEqualTo("a");
  }
}
