package io.sparkstead.stack.image;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;

/**
 * One Python package of a lock: a version, and the checksums of the files that may be it.
 *
 * <pre>
 * duckdb==1.4.1 \
 *     --hash=sha256:…
 * </pre>
 *
 * @param name as an index compares it: {@code scikit-learn} of {@code Scikit_Learn}
 * @param version fixed: {@code 1.4.1}
 * @param line name, version and what else stands in front of the checksums, as it was given
 * @param hashes one or more, {@code sha256:} and 64 digits
 * @see <a href="https://pip.pypa.io/en/stable/topics/secure-installs/">Hash-checking mode</a>
 */
public record LockedPackage(String name, String version, String line, List<String> hashes) {

  private static final String HASH = "--hash=";
  private static final String PINNED = "==";

  public LockedPackage {
    hashes = List.copyOf(hashes);
    if (name.isEmpty() || !isVersion(version)) {
      throw refused(line, "floats", "pin it: name==version");
    }
    if (!isName(name)) {
      throw refused(line, "is no package", "name it by A-Z a-z 0-9 - _ .");
    }
    if (hashes.isEmpty()) {
      throw refused(
          line, "has no hash", "lock it with uv pip compile --generate-hashes, or pip-compile's");
    }
    for (String hash : hashes) {
      if (!isHash(hash)) {
        throw refused(line, "has the hash " + hash, "give it as sha256: and 64 digits of 0-9 a-f");
      }
    }
  }

  /**
   * Out of a requirement whose lines are joined.
   *
   * @param given {@code duckdb==1.4.1 --hash=sha256:…}
   */
  static LockedPackage parse(String given) {
    int options = given.indexOf(" --");
    String line = (options < 0 ? given : given.substring(0, options)).strip();
    refuseOtherThanPackages(line);
    int marker = line.indexOf(';');
    String pin = (marker < 0 ? line : line.substring(0, marker)).strip();
    int equals = Math.max(0, pin.indexOf(PINNED));
    String named = pin.substring(0, equals).strip();
    int extras = named.indexOf('[');
    return new LockedPackage(
        normalised(extras < 0 ? named : named.substring(0, extras).strip()),
        equals == 0 ? "" : pin.substring(equals + PINNED.length()).strip(),
        line,
        hashes(line, options < 0 ? "" : given.substring(options)));
  }

  /** What pip takes from a file besides packages, each of which would bring what nobody locked. */
  private static void refuseOtherThanPackages(String line) {
    if (line.startsWith("-e ") || line.startsWith("--editable")) {
      throw refused(line, "is a folder of one machine", "build a wheel of it for an index");
    }
    if (line.startsWith("-")) {
      throw refused(line, "is an option of pip", "leave it out; give packages alone");
    }
    if (line.contains("://") || line.contains(" @ ") || line.endsWith(".whl")) {
      throw refused(line, "is an address", "take the package from an index, as name==version");
    }
  }

  private static List<String> hashes(String line, String options) {
    List<String> hashes = new ArrayList<>();
    for (String word : options.strip().split(" ", -1)) {
      if (word.startsWith(HASH)) {
        hashes.add(word.substring(HASH.length()));
      } else if (!word.isEmpty()) {
        throw refused(line, "has " + word, "give it " + HASH + "sha256:… alone");
      }
    }
    return hashes;
  }

  private static boolean isHash(String hash) {
    int colon = hash.indexOf(':');
    int length =
        switch (hash.substring(0, Math.max(0, colon))) {
          case "sha256" -> 64;
          case "sha384" -> 96;
          case "sha512" -> 128;
          default -> -1;
        };
    return hash.length() - colon - 1 == length
        && isOf("0123456789abcdef", hash.substring(colon + 1));
  }

  /** One that names one version: no {@code 1.*}, and no second condition. */
  private static boolean isVersion(String version) {
    return !version.isEmpty() && isName(version.replace('+', '.').replace('!', '.'));
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Ascii.isInName(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOf(String letters, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (letters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** As an index compares names: small letters, and a hyphen for each run of {@code - _ .} */
  private static String normalised(String name) {
    StringBuilder normal = new StringBuilder();
    for (String part : Ascii.toLowerCase(name).replace('_', '-').replace('.', '-').split("-", -1)) {
      if (!part.isEmpty()) {
        normal.append(normal.isEmpty() ? "" : "-").append(part);
      }
    }
    return normal.toString();
  }

  /** Whether its marker, if that is of one condition, leaves {@code python} out. */
  boolean isForOtherThan(String python) {
    int marker = line.indexOf(';');
    String condition = marker < 0 ? "" : line.substring(marker + 1).strip();
    boolean isOne = !condition.contains(" and ") && !condition.contains(" or ");
    if (!isOne || !condition.startsWith("python_")) {
      return false;
    }
    int quote = Math.max(condition.indexOf('\''), condition.indexOf('"'));
    if (quote < 0) {
      return false;
    }
    String operator = condition.substring(condition.indexOf(' ') + 1, quote).strip();
    String other = condition.substring(quote + 1, condition.length() - 1);
    boolean isOlder = isOlder(python, other);
    boolean isNewer = isOlder(other, python);
    return switch (operator) {
      case "<" -> !isOlder;
      case "<=" -> isNewer;
      case ">" -> !isNewer;
      case ">=" -> isOlder;
      case "==" -> isOlder || isNewer;
      case "!=" -> !isOlder && !isNewer;
      default -> false;
    };
  }

  /** Whether {@code version} comes before {@code other}, number by number. */
  static boolean isOlder(String version, String other) {
    String[] ones = version.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    for (int i = 0; i < Math.max(ones.length, others.length); i++) {
      int one = number(i < ones.length ? ones[i] : "");
      int two = number(i < others.length ? others[i] : "");
      if (one != two) {
        return one < two;
      }
    }
    return false;
  }

  private static int number(String part) {
    int end = Math.min(9, Ascii.endOfDigits(part, 0));
    return end == 0 ? 0 : Integer.parseInt(part.substring(0, end));
  }

  private static IllegalArgumentException refused(String line, String why, String remedy) {
    return new IllegalArgumentException("package '" + line + "' " + why + "; " + remedy);
  }

  /** As pip reads it. */
  String text() {
    return line + " \\\n    " + HASH + String.join(" \\\n    " + HASH, hashes) + "\n";
  }
}
