package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.NearName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs by name, to know a misspelled one by. */
public final class KnownPrograms {

  /** What images are there for, and what scripts do most: only these are taken to be meant. */
  private static final List<String> MEANT =
      List.of(
          "bash",
          "chmod",
          "chown",
          "curl",
          "dumb-init",
          "echo",
          "exec",
          "export",
          "grep",
          "java",
          "jupyter",
          "jupyter-lab",
          "jupyter-notebook",
          "jupyter-server",
          "kubectl",
          "minio",
          "mkdir",
          "printf",
          "pyspark",
          "python",
          "python3",
          "sleep",
          "spark-class",
          "spark-shell",
          "spark-sql",
          "spark-submit",
          "start-notebook.sh",
          "tini",
          "touch",
          "weed",
          "wget");

  /** Others that are near to one of those, or to be met anywhere. */
  private static final Set<String> OTHERS =
      Set.of(
          "ash",
          "awk",
          "base64",
          "basename",
          "bzip2",
          "cat",
          "chgrp",
          "cp",
          "cut",
          "dash",
          "date",
          "df",
          "diff",
          "dig",
          "dirname",
          "du",
          "egrep",
          "env",
          "false",
          "fgrep",
          "find",
          "git",
          "head",
          "hash",
          "host",
          "hostname",
          "id",
          "jar",
          "javac",
          "javap",
          "jq",
          "kill",
          "ksh",
          "less",
          "ln",
          "ls",
          "mawk",
          "mc",
          "mkfifo",
          "mktemp",
          "mv",
          "nc",
          "nice",
          "node",
          "nohup",
          "pgrep",
          "pip",
          "pip3",
          "ps",
          "pwd",
          "read",
          "rm",
          "rmdir",
          "sed",
          "seq",
          "set",
          "sh",
          "sha256sum",
          "sort",
          "ssh",
          "stat",
          "tail",
          "tar",
          "tee",
          "test",
          "time",
          "timeout",
          "tini-static",
          "top",
          "tr",
          "trap",
          "true",
          "ulimit",
          "umask",
          "uname",
          "unzip",
          "wait",
          "wc",
          "which",
          "whoami",
          "xargs",
          "yes",
          "zgrep",
          "zip",
          "zsh",
          "wget2",
          "exit",
          "eval",
          "agrep",
          "bpython",
          "cython",
          "get",
          "ipython",
          "javah",
          "javaw",
          "jython",
          "kubectx",
          "mini",
          "mkdirp",
          "ngrep",
          "prep",
          "print",
          "rbash",
          "rgrep",
          "usleep",
          "need",
          "seed",
          "feed",
          "ping",
          "init");

  /** What people call with a version behind. */
  private static final Set<String> VERSIONED = Set.of("java", "pip", "python", "pyspark");

  private KnownPrograms() {}

  /** The program that {@code name} is a slip of the keyboard for, if it is none itself. */
  public static Optional<String> meantBy(String name) {
    String plain = withoutVersion(name);
    if (MEANT.contains(plain) || OTHERS.contains(plain) || !isName(name)) {
      return Optional.empty();
    }
    return near(plain, MEANT);
  }

  /** The one of {@code known} with one letter more, less, or other, or two in the other order. */
  public static Optional<String> near(String name, Iterable<String> known) {
    for (String one : known) {
      boolean isNear = one.length() > 3 && NearName.within(1, name, List.of(one)).isPresent();
      if (!name.equals(one) && (isNear || isSwapped(name, one))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static boolean isSwapped(String name, String other) {
    int first = 0;
    while (first < Math.min(name.length(), other.length())
        && name.charAt(first) == other.charAt(first)) {
      first++;
    }
    return name.length() == other.length()
        && first + 1 < name.length()
        && name.charAt(first) == other.charAt(first + 1)
        && name.charAt(first + 1) == other.charAt(first)
        && name.substring(first + 2).equals(other.substring(first + 2));
  }

  /** {@code python} of {@code python3.11}. */
  private static String withoutVersion(String name) {
    int end = name.length();
    while (end > 0 && (Ascii.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    String plain = name.substring(0, end);
    return VERSIONED.contains(plain) ? plain : name;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Ascii.isInName(c) || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return name.length() > 2 && Ascii.isLowerCase(name.charAt(0));
  }

  /** Whether each plain distribution has it, or Spark's images. */
  public static boolean isCommon(String name) {
    String plain = withoutVersion(name);
    return MEANT.contains(plain) || OTHERS.contains(plain);
  }
}
