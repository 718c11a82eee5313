package io.sparkstead.dsl.value;

/**
 * A place in a container's file system: an absolute path without tricks.
 *
 * <p>Refuses {@code ..}, {@code :} (the runtime's own separator), doubled or trailing slashes and
 * control characters.
 *
 * @param text e.g. {@code /opt/spark/conf}
 */
public record MountPath(String text) {

  public MountPath {
    if (!isPlainAbsolute(text)) {
      throw new IllegalArgumentException(
          "path '"
              + text
              + "' is not a plain absolute path: begin with /, no .. or . steps, no ':', no"
              + " doubled or trailing slash");
    }
  }

  public static MountPath of(String text) {
    return new MountPath(text);
  }

  /** The file {@code name} in this directory. */
  public MountPath file(String name) {
    return new MountPath(text + "/" + name);
  }

  private static boolean isPlainAbsolute(String text) {
    if (text.length() < 2 || text.length() > 4096 || text.charAt(0) != '/') {
      return false;
    }
    for (String step : text.substring(1).split("/", -1)) {
      if (step.isEmpty() || step.equals(".") || step.equals("..")) {
        return false;
      }
    }
    for (char c : text.toCharArray()) {
      if (c == ':' || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
