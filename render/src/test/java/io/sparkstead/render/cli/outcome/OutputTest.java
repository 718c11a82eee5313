package io.sparkstead.render.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

  @ParameterizedTest
  @CsvSource({
    "'a\u001b[31mb', 'a\\u001b[31mb'",
    "'\u0007\u0000\u007f\u009b', '\\u0007\\u0000\\u007f\\u009b'",
    "'a\rb', 'a\\u000db'",
    "'a\r\nb', 'a\r\nb'",
    "'a\tgrün 日本 😀\n', 'a\tgrün 日本 😀\n'",
  })
  void a_control_is_shown_and_not_sent(String text, String shown) {
    StringWriter sent = new StringWriter();
    new PrintWriter(new Output(sent)).print(text);
    assertThat(sent).hasToString(shown);

    StringWriter letters = new StringWriter();
    new PrintWriter(new Output(letters)).write(text.toCharArray(), 0, text.length());
    assertThat(letters).hasToString(shown);
  }

  @Test
  void one_character_is_a_text_too() throws IOException {
    StringWriter sent = new StringWriter();
    try (Output output = new Output(sent)) {
      output.write('a');
      output.write(27);
    }
    assertThat(sent).hasToString("a\\u001b");
  }

  @Test
  void the_first_failure_is_remembered_and_nothing_follows_it() {
    Full disk = new Full();
    Output output = new Output(disk);
    PrintWriter printer = new PrintWriter(output);
    printer.print("first");
    printer.print("second");
    printer.flush();
    assertThat(output.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("full of first"));

    Output late = new Output(new Full());
    late.flush();
    assertThat(late.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("full"));
    assertThat(new Output(new StringWriter()).failure()).isEmpty();
  }

  /** Takes nothing. */
  private static final class Full extends Writer {

    @Override
    public void write(char[] text, int start, int length) throws IOException {
      throw new IOException("full of " + new String(text, start, length));
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("full");
    }

    @Override
    public void close() {}
  }
}
