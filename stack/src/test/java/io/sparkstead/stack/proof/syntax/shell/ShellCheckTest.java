package io.sparkstead.stack.proof.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCheckTest {

  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "a && b || c | d |& e; f & g",
        "a &&\n  b ||\n\n c",
        "if a; then b; elif c; then d; else e; fi > x 2>&1",
        "if (a) then b; fi",
        "if [[ $a == b ]] then c; fi",
        "while a; do b; done < x",
        "until a\ndo b\ndone | c",
        "for x in a b \"$@\"; do c; done",
        "for x; do c; done",
        "for x do c; done",
        "for x\nin a b\ndo c; done",
        "for ((i = 0; i < (3 + 1); i++)); do c; done",
        "for ((i = 0; i < 3; i++)) { c; }",
        "select x in a b; do c; done",
        "case $x in a) b ;; (c | d) e ;& f*) g ;;& *) esac",
        "case $x in a) b; esac",
        "case \"$(a)\" in *'x y'*) ;; esac",
        "case $x in esac",
        "case x\nin\n# none\na) ;;\nesac",
        "f() { a; }; g () ( b ); function h { c; }; function i() { d; }",
        "f()\n{\n  a\n}",
        "f() if a; then b; fi",
        "{ a; b; } 2> /dev/null",
        "(a; b) & wait",
        "a=(1 2 # one\n 3) b+=(4) c=() d[1]=2 e=(\n)",
        "declare -A m=([a]=1 [b c]=2)",
        "echo $((1 + (2 * 3))) $(((1 + 2))) $((a[1] + ${#b})) $[1 + 2]",
        "((a++)) && ((b = a > 3 ? 1 : 2))",
        "echo $( (a; b) ) $(a $(b)) `a \\`b\\`` \"$(c \"$(d)\")\"",
        "echo ${a:-b} ${a#*'}'} ${a/\\}/x} ${a:-${b:-\"c}\"}} ${#a} ${!b} ${a[@]:1}",
        "echo \"${a%\"${a##*[![:space:]]}\"}\" \"${x%'}'}\"",
        "echo $'it\\'s' $\"hello\" \\\" \\' 'a\"b' \"a'b\" a'b'c\"d\"",
        "[[ $a =~ ^(b|c)\\ d$ && ! ( -f e || $g < h ) ]]",
        "[[ $a == @(b|c)* && $d = *.txt ]] || [ -n \"$e\" -a 1 -lt 2 ]",
        "shopt -s extglob; rm !(a|b) ?(c) *(d) +(e)",
        "a <(b) >(c) < <(d) 2>&1 &>e >|f <>g 3<&- {fd}>h <<<i",
        "cat <<A <<-'B' > c\n$x `\nA\n\t(\n\tB\nd",
        "cat <<\"E\"\nit's (\nE\n",
        "x=$(cat <<E\na ) b\nE\n)",
        "cat <<E | a\nx\nE",
        "! a | b; time a; time -p b; ! [ x ]",
        "coproc a; coproc N { b; }",
        "a \\\n  b \\\n  # no comment",
        "echo a#b # c 'd",
        "echo if then fi; echo }; echo {a,b} {1..3} {}",
        "if a; then\n  # only\n  :\nfi",
        "find . -exec a {} \\; -print",
        "trap 'rm -rf \"$a\"' EXIT; a=b c=$d e",
        "[ \"$a\" = '(' ] && echo \\( \\) \\; \\& \\|",
        "echo $# $$ $! $? $* $@ ${*} ${10} $- $_",
        "a=b\r\n",
        "until ask | grep -q x || ask 'y'; do\n  :\ndone",
        "x=\"a $(case $y in z) echo w ;; esac) b\"",
        "eval \"$(a)\"\n. ./b\nsource c",
        "if ! a; then b; fi; while ! c; do d; done; { ! e; }",
      })
  void what_bash_takes_passes(String script) {
    assertThat(ShellCheck.refusal(script)).isEmpty();
    assertThat(ShellCheck.openHeredoc(script)).isEmpty();
    assertThat(bashTakes(script)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if a; then b",
        "if a\nb\nfi",
        "if a; then\nfi",
        "if a; then b; else; fi",
        "if a; then b; fi fi",
        "fi",
        "while a; do b",
        "while a; b; done",
        "for x in a b; c; done",
        "for x in a b; do c",
        "for x in (a); do c; done",
        "case $x in a) b",
        "case $x a) b ;; esac",
        "case $x in a) b ;; c d) e ;; esac",
        "case $x in a) b\n c) d ;; esac",
        "{ a",
        "{ a; } b",
        "(a",
        "a)",
        "a; }",
        "f() {",
        "f( { a; }",
        "echo 'a",
        "echo \"a",
        "echo \"$(a\"",
        "echo $(a",
        "echo `a",
        "echo ${a",
        "echo $'a",
        "a | | b",
        "a &&",
        "a && && b",
        "; a",
        "a ;; b",
        "a > ",
        "a (b)",
        "a=(b",
        "f() { a; } }",
        "done",
        "if [ a ]; then b; elif; then c; fi",
        "{ }",
      })
  void what_bash_refuses_is_told(String script) {
    assertThat(ShellCheck.refusal(script)).isPresent();
    assertThat(bashTakes(script)).isFalse();
  }

  @Test
  void a_refusal_says_the_line_and_what_is_open() {
    assertThat(ShellCheck.refusal("a\nif b; then\n  c\n"))
        .contains(new Problem(2, "'if' has no 'fi'"));
    assertThat(ShellCheck.refusal("a\nb 'c\n"))
        .contains(new Problem(2, "a quote ' is never closed"));
    assertThat(ShellCheck.refusal("[[ a == b ]; then\n"))
        .contains(new Problem(1, "'[[' has no ']]'"));
  }

  @Test
  void a_heredoc_without_an_end_is_told_by_its_line() {
    String script = "a\ncat > b <<END\nc\n  END\nd\n";

    assertThat(ShellCheck.refusal(script)).isEmpty();
    assertThat(ShellCheck.openHeredoc(script))
        .contains(new Problem(2, "no line is 'END' alone, to end the heredoc"));
  }

  @Test
  void every_script_of_this_repository_passes() throws IOException {
    List<Path> scripts = scripts();

    assertThat(scripts).hasSizeGreaterThan(15);
    for (Path script : scripts) {
      assertThat(ShellCheck.refusal(Files.readString(script))).as("%s", script).isEmpty();
    }
  }

  private static List<Path> scripts() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("../.ci", "../out", "../render/src", "../bench")) {
      try (Stream<Path> paths = Files.walk(Path.of(folder))) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          if (isScript(path)) {
            found.add(path);
          }
        }
      }
    }
    return found;
  }

  private static boolean isScript(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String first = new String(bytes, 0, Math.min(40, bytes.length), StandardCharsets.ISO_8859_1);
    return first.matches("(?s)#!.*\\b(ba)?sh\\b.*");
  }

  /** Scripts of ours with one character or line taken out or put in, as bash reads them. */
  @Test
  void a_broken_script_is_judged_as_bash_judges_it() throws IOException {
    assumeTrue(Files.exists(BASH));
    Random random = new Random(4);
    List<Path> scripts = scripts();
    int refused = 0;
    int told = 0;
    for (int i = 0; i < 150; i++) {
      String script = broken(Files.readString(scripts.get(random.nextInt(scripts.size()))), random);
      boolean isTold = ShellCheck.refusal(script).isPresent();
      if (bashTakes(script)) {
        assertThat(isTold).as(script).isFalse();
      } else {
        refused++;
        told += isTold ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(20);
    assertThat(told).isGreaterThanOrEqualTo(refused - refused / 20);
  }

  private static String broken(String script, Random random) {
    String marks = "()\"'`{};<|&";
    int at = random.nextInt(script.length());
    if (random.nextBoolean()) {
      return script.substring(0, at)
          + marks.charAt(random.nextInt(marks.length()))
          + script.substring(at);
    }
    List<String> lines = new ArrayList<>(script.lines().toList());
    lines.remove(random.nextInt(lines.size()));
    return String.join("\n", lines) + "\n";
  }

  /** What bash says; of a machine without one, what is said here. */
  private boolean bashTakes(String script) {
    if (!Files.exists(BASH)) {
      return ShellCheck.refusal(script).isEmpty();
    }
    try {
      Path file = Files.writeString(folder.resolve("script"), script);
      Process bash =
          new ProcessBuilder(BASH.toString(), "-n", "-O", "extglob", file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // Of a broken [[, it says so, and ends well.
      return bash.waitFor() == 0 && !said.contains("syntax error") && !said.contains("expected");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
