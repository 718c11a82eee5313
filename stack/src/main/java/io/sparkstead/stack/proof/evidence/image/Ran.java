package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command of a build.
 *
 * @param words the first is its program
 * @param folder where it runs
 */
record Ran(List<String> words, String folder) {

  /** What stands before a program. */
  private static final Set<String> BEFORE = Set.of("exec", "sudo", "command", "env", "nohup");

  private static final Set<String> PACKAGES =
      Set.of("microdnf", "dnf", "yum", "apt-get", "apt", "apk", "zypper", "tdnf", "aptitude");

  private static final Set<String> USERS =
      Set.of("useradd", "adduser", "usermod", "groupadd", "addgroup", "groupmod");

  /** What makes no file that a pod starts or reads, unless it is told where to write to. */
  private static final Set<String> IDLE =
      Set.of(
          "[",
          "[[",
          ":",
          "apt-mark",
          "cat",
          "chgrp",
          "chmod",
          "chown",
          "date",
          "echo",
          "exit",
          "export",
          "fc-cache",
          "find",
          "getent",
          "gpg",
          "grep",
          "id",
          "ldconfig",
          "ls",
          "mkdir",
          "printf",
          "pwd",
          "rm",
          "rmdir",
          "rpm",
          "set",
          "sha256sum",
          "sha512sum",
          "test",
          "true",
          "umask",
          "uname",
          "update-ca-certificates",
          "update-ca-trust",
          "which",
          "locale-gen");

  /** What brings what its words name, and nothing else. */
  private static final Set<String> NAMING =
      Set.of("cd", "cp", "curl", "install", "ln", "mv", "sed", "tee", "touch", "wget");

  private static final Set<String> IDLE_MODULES = Set.of("ensurepip", "compileall", "site");

  private static final List<String> TOLD_WHERE = List.of("--target", "-t", "--prefix", "--root");

  static List<Ran> of(Recipe.Step step) {
    List<Ran> all = new ArrayList<>();
    String text = step.text();
    int options = 0;
    while (text.startsWith("--", options)) {
      int blank = text.indexOf(' ', options);
      options = blank < 0 ? text.length() : blank + 1;
    }
    text = text.substring(options).strip();
    if (ExecForm.is(text) && !text.startsWith("[ ")) {
      all.add(new Ran(ExecForm.strings(text), step.folder()));
      return all;
    }
    if (text.startsWith("<<")) {
      text = text.substring(Math.max(0, text.indexOf('\n')));
    }
    for (List<String> command : ScriptCommands.of(text).all()) {
      int start = 0;
      while (start < command.size() - 1 && BEFORE.contains(command.get(start))) {
        start++;
      }
      all.add(new Ran(command.subList(start, command.size()), step.folder()));
    }
    return all;
  }

  String program() {
    return words.isEmpty() ? "" : Paths.name(words.get(0));
  }

  boolean isOf(String name) {
    return program().equals(name);
  }

  boolean makesUsers() {
    return USERS.contains(program());
  }

  /** What it installs of the distribution's packages, options among them; nothing otherwise. */
  List<String> packages() {
    return PACKAGES.contains(program()) ? words.subList(1, words.size()) : List.of();
  }

  /** Whether it makes no file that anybody looks for. */
  boolean isIdle() {
    if (words.contains(">")) {
      return false;
    }
    return IDLE.contains(program()) || PACKAGES.contains(program()) || makesUsers() || isOfPython();
  }

  /** Whether it is pip, be it by its name or as a module. */
  boolean isPip() {
    boolean isModule = isPython() && words.size() > 2 && words.get(1).equals("-m");
    return program().startsWith("pip") || (isModule && words.get(2).startsWith("pip"));
  }

  private boolean isPython() {
    return program().startsWith("python");
  }

  /** Whether it is pip, which fills Python's own folders, or a line of Python. */
  private boolean isOfPython() {
    for (String word : words) {
      for (String option : TOLD_WHERE) {
        if (isPip() && (word.equals(option) || word.startsWith(option + "="))) {
          return false;
        }
      }
    }
    boolean isLine = isPython() && words.size() > 1 && words.get(1).equals("-c");
    boolean isModule = isPython() && words.size() > 2 && words.get(1).equals("-m");
    return isPip() || isLine || (isModule && IDLE_MODULES.contains(words.get(2)));
  }

  /** Whether it may bring more than its words name. */
  boolean isOpen() {
    return !isIdle() && !NAMING.contains(program()) && !IDLE.contains(program());
  }

  /** Whether it may have made {@code path}. */
  boolean mayMake(String path) {
    if (isIdle()) {
      return false;
    }
    if (!folder.equals("/") && Paths.isAtOrIn(folder, path)) {
      return true;
    }
    for (String word : words) {
      if (names(word, path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(String word, String path) {
    int at = word.indexOf(path);
    while (at >= 0) {
      int end = at + path.length();
      if (end == word.length() || "/:\"'),;".indexOf(word.charAt(end)) >= 0) {
        return true;
      }
      at = word.indexOf(path, end);
    }
    int start = word.startsWith("/") ? 0 : word.indexOf("=/") + 1;
    if (start == 0 && !word.startsWith("/")) {
      return false;
    }
    String named = word.substring(start);
    int open = Math.max(named.indexOf('$'), named.indexOf('*'));
    if (open > 1 && path.startsWith(named.substring(0, open))) {
      return true;
    }
    String folder = Paths.plain(named);
    return !folder.equals("/") && Paths.isIn(folder, path);
  }

  /** Whether a word behind its program names {@code name}. */
  boolean mentions(String name) {
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).contains(name)) {
        return true;
      }
    }
    return false;
  }
}
