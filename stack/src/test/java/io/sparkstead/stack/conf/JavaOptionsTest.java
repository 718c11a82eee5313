package io.sparkstead.stack.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-XX:+UseConcMarkSweepGC | -XX:+UseConcMarkSweepGC, which Java 17 does not know; leave it out",
        "-XX:+UseG1 | -XX:+UseG1, which Java 17 does not know; did you mean UseG1GC?",
        "-XX:+UseZG | -XX:+UseZG, which Java 17 does not know; did you mean UseZGC?",
        "-XX:MaxPermSize=256m | -XX:MaxPermSize=256m, which Java 17 does not know; leave it out",
        "-XX:+ZGenerational | -XX:+ZGenerational, which Java 17 does not know; leave it out",
        "-XX:+UseEpsilonGC | -XX:+UseEpsilonGC, which is experimental; leave it out, or write"
            + " -XX:+UnlockExperimentalVMOptions before it",
        "-XX:UseG1GC | -XX:UseG1GC, which is turned on or off; write + or - behind the colon",
        "-XX:NewSize=1gb | -XX:NewSize=1gb, which takes a number; write one, as in 4 or 256m",
        "-XX:+UseG1GC -XX:+UseParallelGC | -XX:+UseG1GC and -XX:+UseParallelGC together; keep one"
            + " collector",
        "-Xms2gb | -Xms2gb, which is no size for Java; write it as in -Xms2g",
        "-Xfoo | -Xfoo, which Java does not know; leave it out",
        "-d64 | -d64, which Java does not know; leave it out",
        "Xss4m | the word 'Xss4m', which Java takes for a class to run; leave it out",
      })
  void what_java_does_not_start_with_is_refused(String options, String why) {
    assertThat(JavaOptions.of(options).orElseThrow().refuse(17)).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "'-XX:+UseG1GC -XX:-UseAdaptiveSizePolicy -Xmn1g', 17",
    "-XX:+UseShenandoahGC, 17",
    "-XX:+ZGenerational -XX:+UseZGC, 21",
    "-XX:+UseBiasedLocking, 17",
    "-XX:+IgnoreUnrecognizedVMOptions -XX:+UseConcMarkSweepGC, 17",
    "-XX:+UseConcMarkSweepGC, 8",
    "-Dname=a -ea -server -Xlog:gc, 25",
    "'--add-modules=jdk.incubator.vector --add-exports java.base/x=ALL-UNNAMED', 17",
  })
  void what_java_starts_with_passes(String options, int java) {
    assertThat(JavaOptions.of(options).orElseThrow().refuse(java)).isEmpty();
  }

  @Test
  void words_are_split_as_spark_splits_them() {
    assertThat(JavaOptions.of("-Da=\"b c\"  -Dd='e \"f' ''").orElseThrow().words())
        .containsExactly("-Da=b c", "-Dd=e \"f", "");
    assertThat(JavaOptions.of("-Da='b")).isEmpty();
  }
}
