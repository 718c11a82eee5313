package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.text.ShellCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that MinIO's client is given: {@code mc admin policy attach store lake --user spark}.
 *
 * @param words of the command itself, {@code admin policy attach}
 * @param targets what it is given besides options, {@code store} and {@code lake}
 * @param options each by its name, with its value or an empty text
 */
record McCommand(List<String> words, List<String> targets, Map<String, String> options) {

  /** Commands, and which of their targets begins with an alias. */
  private static final Map<String, Integer> ALIASED = aliased();

  private static final String MC = "mc";

  /** Options with a value behind a blank. */
  private static final List<String> VALUED =
      List.of("--config-dir", "-C", "--region", "--user", "-u", "--group", "-g", "--api", "--path");

  private static Map<String, Integer> aliased() {
    Map<String, Integer> aliased = new HashMap<>();
    for (String first :
        List.of(
            "mb",
            "rb",
            "ls",
            "ready",
            "ping",
            "stat",
            "du",
            "tree",
            "find",
            "rm",
            "cat",
            "admin info",
            "admin user add",
            "admin user list",
            "admin user ls",
            "admin user info",
            "admin user enable",
            "admin user disable",
            "admin user remove",
            "admin user rm",
            "admin user svcacct add",
            "admin policy create",
            "admin policy attach",
            "admin policy detach",
            "admin policy add",
            "admin policy set",
            "admin policy list",
            "admin policy ls",
            "admin policy info",
            "admin policy remove",
            "admin policy rm",
            "admin policy entities",
            "admin group add",
            "admin config set",
            "admin config get",
            "admin service restart",
            "version enable",
            "ilm rule add",
            "ilm add",
            "quota set",
            "tag set",
            "event add")) {
      aliased.put(first, 0);
    }
    for (String second : List.of("anonymous set", "encrypt set")) {
      aliased.put(second, 1);
    }
    return aliased;
  }

  /** All that the programs of {@code workload} have mc do. */
  static List<McCommand> allOf(Evidence stack, Workload workload) {
    List<McCommand> found = new ArrayList<>();
    for (List<String> words : ShellCommands.of(stack.allTold(workload), MC)) {
      found.add(of(words));
    }
    for (ContainerView container : workload.containers()) {
      List<String> words = container.words();
      if (!words.isEmpty() && words.get(0).matches("(?:.*/)?" + MC)) {
        found.add(of(words));
      }
    }
    return found;
  }

  private static McCommand of(List<String> all) {
    List<String> plain = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < all.size(); i++) {
      String word = all.get(i);
      if (word.matches("\\d*[<>].*")) {
        break;
      } else if (VALUED.contains(word) && i + 1 < all.size()) {
        i++;
        options.put(word, all.get(i));
      } else if (word.startsWith("-")) {
        int equals = word.indexOf('=');
        options.put(
            equals < 0 ? word : word.substring(0, equals),
            equals < 0 ? "" : word.substring(equals + 1));
      } else {
        plain.add(word);
      }
    }
    int own = own(plain);
    return new McCommand(plain.subList(0, own), plain.subList(own, plain.size()), options);
  }

  /** How many words the command has itself. */
  private static int own(List<String> plain) {
    for (int words = Math.min(4, plain.size()); words > 1; words--) {
      String name = String.join(" ", plain.subList(0, words));
      if (ALIASED.containsKey(name) || name.equals("alias set") || name.equals("config host add")) {
        return words;
      }
    }
    return Math.min(1, plain.size());
  }

  boolean does(String command) {
    return command.equals(String.join(" ", words));
  }

  /** The alias it works on, or empty. */
  String alias() {
    Integer at = ALIASED.get(String.join(" ", words));
    if (at == null || at >= targets.size()) {
      return "";
    }
    String target = targets.get(at);
    int slash = target.indexOf('/');
    return slash < 0 ? target : target.substring(0, slash);
  }

  /** The alias it makes, or none. */
  List<String> setsAlias() {
    boolean isOne = does("alias set") || does("config host add") || isImport();
    int at = isImport() ? 1 : 0;
    return isOne && targets.size() > at ? List.of(targets.get(at)) : List.of();
  }

  private boolean isImport() {
    return does("alias") && !targets.isEmpty() && targets.get(0).equals("import");
  }

  List<String> createsPolicy() {
    boolean isOne = does("admin policy create") || does("admin policy add");
    return isOne && targets.size() > 1 ? List.of(targets.get(1)) : List.of();
  }

  /** The policies it gives to somebody. */
  List<String> attaches() {
    if (does("admin policy set")) {
      return targets.size() > 1 ? List.of(targets.get(1).split(",", -1)) : List.of();
    }
    List<String> policies = new ArrayList<>();
    if (does("admin policy attach") && targets.size() > 1) {
      for (String target : targets.subList(1, targets.size())) {
        policies.addAll(List.of(target.split(",", -1)));
      }
    }
    return policies;
  }

  boolean givesPolicy() {
    return !attaches().isEmpty() || does("admin group add");
  }

  /** To whom it gives them. */
  List<String> users() {
    List<String> users = new ArrayList<>();
    if (does("admin policy attach")) {
      for (String option : List.of("--user", "-u")) {
        if (options.containsKey(option)) {
          users.add(options.get(option));
        }
      }
    } else if (does("admin policy set")) {
      for (String target : targets) {
        if (target.startsWith("user=")) {
          users.add(target.substring("user=".length()));
        }
      }
    }
    return users;
  }

  /** Whether it stands there, and no variable for it. */
  static boolean isLiteral(String text) {
    return text.matches("[\\w.-]+");
  }

  static boolean areLiteral(Collection<String> texts) {
    for (String text : texts) {
      if (!isLiteral(text)) {
        return false;
      }
    }
    return true;
  }

  /** What a text has of it, whatever else it is given. */
  @Override
  public String toString() {
    return MC + " " + String.join(" ", words);
  }
}
