package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class ProgramsOptionsTest extends FamilyTest {

  private static final String LOOKS = "phase: Succeeded";

  ProgramsOptionsTest() {
    super(ProgramsOptions::new);
    on(
        ProgramsOptions.OPTIONS_COME_FIRST,
        "gives --conf to the program, behind it",
        good -> behind(good, "--conf spark.ui.enabled=false"));
    on(
        ProgramsOptions.END_IS_READ,
        "asks by --status how its driver ended, and does not read it",
        good ->
            good.file(
                PI, text -> text.replaceAll("(?m)^grep .*" + LOOKS + ".*$", "cat /tmp/status")));
  }

  private static Altered behind(Altered good, String words) {
    return good.file(
        PI, text -> text.replace("pi.py \"${1:-1000}\"", "pi.py \"${1:-1000}\" " + words));
  }

  @Test
  void arguments_of_the_program_are_its_own() {
    assertThat(said(behind(Altered.samples(), "--verbose --out /tmp/pi"))).isEmpty();
  }
}
