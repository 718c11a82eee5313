package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a {@code .dockerignore} keeps out of a build, as its builder reads it: the last line that
 * fits a file, or a folder above it, decides.
 *
 * <pre>
 * *
 * !entrypoint.sh      entrypoint.sh goes in, and nothing else
 * </pre>
 *
 * @see <a
 *     href="https://docs.docker.com/build/concepts/context/#dockerignore-files">dockerignore</a>
 */
public record DockerIgnore(List<Line> lines) {

  /** A line that says something. */
  private record Line(Pattern pattern, boolean letsIn) {}

  public static DockerIgnore of(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String said = line.startsWith("#") ? "" : line.strip();
      boolean letsIn = said.startsWith("!");
      String path = plain(letsIn ? said.substring(1).strip() : said);
      if (!path.isEmpty()) {
        lines.add(new Line(Pattern.compile(regex(path)), letsIn));
      }
    }
    return new DockerIgnore(List.copyOf(lines));
  }

  /** Without what says only where it is looked for, which is always the same folder. */
  private static String plain(String path) {
    String plain = path;
    while (plain.startsWith("/") || plain.startsWith("./")) {
      plain = plain.substring(plain.startsWith("/") ? 1 : 2);
    }
    while (plain.endsWith("/") || plain.endsWith("/.")) {
      plain = plain.substring(0, plain.lastIndexOf('/'));
    }
    return plain.equals(".") ? "" : plain;
  }

  /** A star stands for anything but a slash, two for folders at any depth. */
  private static String regex(String path) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (path.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (path.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    // A folder that is named stands for all that is in it.
    return regex.append("(?:/.*)?").toString();
  }

  /** Whether {@code path}, seen from the Dockerfile, is kept out. */
  public boolean keepsOut(String path) {
    boolean isOut = false;
    for (Line line : lines) {
      if (line.pattern().matcher(path).matches()) {
        isOut = !line.letsIn();
      }
    }
    return isOut;
  }
}
