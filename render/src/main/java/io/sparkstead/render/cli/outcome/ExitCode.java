package io.sparkstead.render.cli.outcome;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run comes to, for the script that started it. {@code --help} prints this table. */
public enum ExitCode {
  DONE(0, "done"),
  DIFFERENT(1, "differences found (--check, diff, import)"),
  USAGE(2, "the command line is wrong"),
  REFUSED(3, "the environment is refused, by a rule, by javac, by --fail-on or by preflight"),
  CONFLICT(4, "files were edited by hand"),
  FILES(5, "the file system or standard output refused"),
  REMOTE(6, "a registry, an index of packages or a cluster did not answer as asked"),
  BUG(70, "a bug of ours");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** All of them, as {@code --help} lists them. */
  public static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      meanings.put(Integer.toString(code.number), code.meaning);
    }
    return meanings;
  }
}
