package io.sparkstead.stack.proof.syntax.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalledBackTest extends FamilyTest {

  private static final String DEFINED = "def give_up():\n    print('no')\n\n";

  CalledBackTest() {
    super(CalledBack::new);
    on(
        CalledBack.FUNCTION_IS_HANDED_ON,
        "examples/own.py calls give_up() where it is to be handed on",
        good -> program(good, DEFINED + "threading.Timer(300, give_up()).start()\n"));
    on(
        CalledBack.FUNCTION_IS_HANDED_ON,
        "calls give_up() where",
        good -> program(good, DEFINED + "threading.Thread(target=give_up()).start()\n"));
    on(
        CalledBack.SESSION_IS_STOPPED,
        "starts a session and never stops it",
        good -> good.file(NOTEBOOK, text -> text.replace("spark.stop()", "print(1)")));
  }

  private static Altered program(Altered good, String text) {
    return good.newFile("examples/own.py", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DEFINED + "threading.Timer(300, give_up).start()\n",
        "def later():\n    return print\n\natexit.register(later())\n",
        "atexit.register(imported())\n",
        DEFINED + "give_up()\n",
      })
  void functions_that_are_handed_on_or_made_pass(String text) {
    assertThat(said(program(Altered.samples(), text))).isEmpty();
  }

  @Test
  void a_program_that_ends_needs_no_stop() {
    assertThat(said(program(Altered.samples(), "spark = SparkSession.builder.getOrCreate()\n")))
        .isEmpty();
  }
}
