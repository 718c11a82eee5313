package io.sparkstead.stack.proof.evidence.image;

import java.util.List;

/** Paths as a container of Linux has them. */
public final class Paths {

  /** Where a distribution has its own, which no Dockerfile lists. */
  private static final List<String> SYSTEM =
      List.of(
          "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin",
          "/sys", "/tmp", "/usr", "/var");

  private Paths() {}

  /** {@code tini} of {@code /usr/bin/tini}. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code /usr/bin} of {@code /usr/bin/tini}; {@code /} of what is at the top. */
  public static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** Without what only says that it is a folder: {@code /opt/spark/}, {@code /opt/spark/*}. */
  public static String plain(String path) {
    String plain = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
    while (plain.endsWith("/.") || (plain.endsWith("/") && plain.length() > 1)) {
      plain = plain.substring(0, plain.length() - 1);
    }
    return plain;
  }

  /** {@code path} seen from {@code folder}. */
  static String in(String folder, String path) {
    if (path.startsWith("/") || path.startsWith("$")) {
      return path;
    }
    String relative = path.startsWith("./") ? path.substring(2) : path;
    if (relative.isEmpty() || relative.equals(".")) {
      return folder.endsWith("/") ? folder : folder + "/";
    }
    return (folder.endsWith("/") ? folder : folder + "/") + relative;
  }

  /** Whether {@code path} is in {@code folder}, at any depth. */
  public static boolean isIn(String folder, String path) {
    return folder.equals("/") || path.startsWith(folder + "/");
  }

  /** Whether {@code path} is {@code folder}, or in it. */
  public static boolean isAtOrIn(String folder, String path) {
    return path.equals(folder) || isIn(folder, path);
  }

  /** Whether {@code path} is where the distribution has its own. */
  public static boolean isSystem(String path) {
    for (String folder : SYSTEM) {
      if (isAtOrIn(folder, path)) {
        return true;
      }
    }
    return path.equals("/");
  }

  /** Whether nothing in {@code path} is left to a shell or a glob. */
  public static boolean isLiteral(String path) {
    for (int i = 0; i < path.length(); i++) {
      if ("$*?[]{}`()<>|;&\"' \t\n\\~".indexOf(path.charAt(i)) >= 0) {
        return false;
      }
    }
    return path.startsWith("/") && path.length() > 1 && !path.contains("..");
  }
}
