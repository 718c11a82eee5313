package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a script changes, copies and links, as far as variables and {@code cd} tell where
 * they are.
 *
 * <pre>
 * cd /work; for a in /opt/samples/*; do f=${a##*&#47;}; ln -s "$a" "$f"; chmod u+x "$f"; done
 * </pre>
 *
 * links {@code /opt/samples/*} to {@code /work/*}, and changes that.
 */
public final class ShellFiles {

  /** What changes the files that it names, through links too. */
  private static final Set<String> THROUGH_LINKS = Set.of("chgrp", "chmod", "chown", "truncate");

  private static final Set<String> CHANGING = Set.of("rm", "rmdir", "tee", "touch", "mkdir");

  /** Those whose first word behind the options is no file. */
  private static final Set<String> WITH_A_WORD = Set.of("chgrp", "chmod", "chown", "sed");

  private static final Set<String> COPYING = Set.of("cp", "install", "ln");

  private static final Pattern SET =
      Pattern.compile("(?m)(?:^|[;\\s])([A-Za-z_]\\w*)=[\"']?([^\\s\"';]+)");

  private static final Pattern EACH = Pattern.compile("\\bfor (\\w+) in ([^\\s;]+)");

  private static final Pattern READ = Pattern.compile("\\$\\{?(\\w+)}?");

  /**
   * What a command does to a file.
   *
   * @param words of the command
   * @param path where the file is
   * @param isThroughLinks whether a link leads it to another file
   */
  public record Change(List<String> words, String path, boolean isThroughLinks) {}

  /** A file that is copied or linked. */
  public record Copy(List<String> words, String from, String to, boolean isLink) {}

  private final Map<String, String> variables = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Copy> copies = new ArrayList<>();
  private String folder;

  private ShellFiles(String script, String folder) {
    this.folder = folder;
    Matcher set = SET.matcher(script);
    while (set.find()) {
      variables.put(set.group(1), set.group(2));
    }
    Matcher each = EACH.matcher(script);
    while (each.find()) {
      variables.put(each.group(1), each.group(2).replace("\"", ""));
    }
    for (List<String> command : ScriptCommands.of(script).all()) {
      command(command);
    }
  }

  /**
   * Those of {@code script}.
   *
   * @param folder where it begins, or empty
   */
  public static ShellFiles of(String script, String folder) {
    return new ShellFiles(script, folder);
  }

  public List<Change> changes() {
    return changes;
  }

  public List<Copy> copies() {
    return copies;
  }

  private void command(List<String> words) {
    String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    List<String> given = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(">") || word.equals("<")) {
        written(words, i);
        i++;
      } else if (word.startsWith("-") && word.length() > 1) {
        options.add(word);
      } else {
        given.add(word);
      }
    }
    if (program.equals("cd") && given.size() == 1) {
      folder = resolved(given.get(0));
    } else if (COPYING.contains(program) && given.size() > 1) {
      copied(words, given, program.equals("ln"), options);
    } else if (program.equals("mv")) {
      given.forEach(file -> changes.add(new Change(words, resolved(file), false)));
    } else {
      changed(words, program, given, options);
    }
  }

  private void written(List<String> words, int at) {
    if (words.get(at).equals(">") && at + 1 < words.size()) {
      changes.add(new Change(words, resolved(words.get(at + 1)), true));
    }
  }

  private void copied(List<String> words, List<String> given, boolean isLn, List<String> options) {
    String to = resolved(given.get(given.size() - 1));
    boolean isLink =
        isLn && options.stream().anyMatch(one -> one.matches("-[a-z]*s[a-z]*|--symbolic"));
    for (String from : given.subList(0, given.size() - 1)) {
      copies.add(new Copy(words, resolved(from), to, isLink));
    }
    changes.add(new Change(words, to, false));
  }

  private void changed(
      List<String> words, String program, List<String> given, List<String> options) {
    boolean isInPlace =
        program.equals("sed")
            && options.stream().anyMatch(one -> one.matches("-[a-zA-Z]*i.*|--in-place.*"));
    boolean isThrough = THROUGH_LINKS.contains(program);
    boolean isWord = WITH_A_WORD.contains(program) && !options.contains("-e");
    if (isInPlace || isThrough || CHANGING.contains(program)) {
      for (String file : given.subList(isWord ? Math.min(1, given.size()) : 0, given.size())) {
        changes.add(new Change(words, resolved(file), isThrough || program.equals("tee")));
      }
    }
  }

  /** Where {@code word} leads, with a star for a name that is not known. */
  private String resolved(String word) {
    String path = word;
    for (int i = 0; i < 3 && path.contains("$"); i++) {
      if (path.matches("\\$\\{\\w+##\\*/}")) {
        path = "*";
      }
      Matcher read = READ.matcher(path);
      StringBuilder put = new StringBuilder();
      while (read.find()) {
        read.appendReplacement(
            put, Matcher.quoteReplacement(variables.getOrDefault(read.group(1), read.group())));
      }
      path = read.appendTail(put).toString();
    }
    boolean isKnown = path.startsWith("/") || path.startsWith("$") || folder.isEmpty();
    return isKnown ? path : folder + "/" + path;
  }
}
