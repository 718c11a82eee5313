package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void are_what_stands_between_blanks_and_ends_of_lines() {
    assertThat(Words.of(" a  b\tc\nd ")).containsExactly("a", "b", "c", "d");
    assertThat(Words.of(" \n")).isEmpty();
    assertThat(Words.at("a bc d", 2)).isEqualTo("bc");
  }

  @Test
  void follow_an_option_behind_blanks_or_an_equals_sign() {
    String command = "minio\nserver\n/data\n--address\n:9000 --console-address=:9090 --address";

    assertThat(Words.allAfter(command, "--address")).containsExactly(":9000");
    assertThat(Words.allAfter("c.ServerApp.port = 8888", "ServerApp.port")).containsExactly("8888");
    assertThat(Words.allAfter("-s3.port.iceberg=1", "-s3.port")).isEmpty();
    assertThat(Words.allAfter("webserver /data", "server")).isEmpty();
    assertThat(Words.allAfter("--uid", "--uid")).isEmpty();
  }

  @Test
  void follow_an_option_wherever_it_has_a_number() {
    assertThat(Words.numberAfter("# set port here\nport = 8890", "port")).contains("8890");
    assertThat(Words.numberAfter("useradd -u ${U} -u 7 b", "-u")).contains("7");
    assertThat(Words.numberAfter("port = x", "port")).isEmpty();
  }

  @Test
  void belong_to_a_command_up_to_where_the_shell_ends_it() {
    String run = "useradd -u 1 a && rm b; c | d\ne";

    assertThat(Words.command(run, 0)).isEqualTo("useradd -u 1 a ");
    assertThat(Words.command(run, 18)).isEqualTo("rm b");
    assertThat(Words.command(run, 24)).isEqualTo("c ");
    assertThat(Words.command(run, 28)).isEqualTo("d");
  }

  @Test
  void may_be_numbers() {
    assertThat(Words.number("9000")).contains("9000");
    assertThat(Words.number("8888\"")).contains("8888");
    assertThat(Words.number("")).isEmpty();
    assertThat(Words.number("a1")).isEmpty();
  }

  @Test
  void may_be_versions_which_have_two_numbers_at_least() {
    String text =
        "hadoop-aws-3.3.4.jar org.apache.hadoop:hadoop-aws:3.4.1, hadoop-aws 3.3.6 hadoop-aws-3"
            + " hadoop-aws-x hadoop-aws-2.";

    assertThat(Words.versions(text, "hadoop-aws")).containsExactly("3.3.4", "3.4.1");
    assertThat(Words.versions("hadoop-aws", "hadoop-aws")).isEmpty();
    assertThat(Words.endOfVersion("1.2.", 0)).isEqualTo(3);
    assertThat(Words.endOfVersion("x1", 0)).isZero();
  }

  @Test
  void are_whole_or_are_not_found() {
    assertThat(Words.indexOf("farm rm_ rm", "rm", 0)).isEqualTo(9);
    assertThat(Words.indexOf("rm-1", "rm", 0)).isZero();
    assertThat(Words.indexOf("rm", "rm", 1)).isEqualTo(-1);
  }
}
