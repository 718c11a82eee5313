package io.sparkstead.stack.proof.evidence.image;

import java.util.List;
import java.util.Set;

/**
 * An image of others that one is built on.
 *
 * @param name {@code ubi9/ubi-minimal}, or empty for nothing at all
 * @param kind what is known of it
 */
record BaseImage(String name, Kind kind) {

  /** What is known of an image of others. */
  enum Kind {
    /** A distribution with nothing of Spark's in it. */
    PLAIN,
    /** A distribution's image with a Python in it. */
    WITH_PYTHON,
    /** Anything. */
    UNKNOWN
  }

  private static final String HUB = "docker.io/";
  private static final String LIBRARY = "library/";

  /** Of Docker Hub's own library. */
  private static final Set<String> PLAIN =
      Set.of(
          "scratch",
          "debian",
          "ubuntu",
          "alpine",
          "busybox",
          "eclipse-temurin",
          "amazoncorretto",
          "openjdk");

  private static final Set<String> PYTHON =
      Set.of("python", "fedora", "rockylinux", "almalinux", "oraclelinux", "amazonlinux", "centos");

  private static final List<String> OF_RED_HAT = List.of("ubi8/", "ubi9/", "ubi10/");
  private static final List<String> MINIMAL = List.of("-minimal", "-micro", "openjdk-");

  private static final List<String> WITH_JAVA = List.of("jdk", "java", "temurin", "corretto");

  /** Which distributions bring a user of that number. */
  private static final List<String> WITH_USER_1000 = List.of("ubuntu", "eclipse-temurin");

  static BaseImage of(String reference) {
    String name = repository(reference);
    String library = name.startsWith(HUB) ? name.substring(HUB.length()) : name;
    library = library.startsWith(LIBRARY) ? library.substring(LIBRARY.length()) : library;
    for (String line : OF_RED_HAT) {
      int at = name.indexOf(line);
      if (at == 0 || (at > 0 && name.charAt(at - 1) == '/')) {
        return new BaseImage(name, ofRedHat(name.substring(at + line.length())));
      }
    }
    return new BaseImage(
        library,
        PLAIN.contains(library)
            ? Kind.PLAIN
            : PYTHON.contains(library) ? Kind.WITH_PYTHON : Kind.UNKNOWN);
  }

  private static Kind ofRedHat(String name) {
    for (String minimal : MINIMAL) {
      if (name.contains(minimal)) {
        return Kind.PLAIN;
      }
    }
    return name.equals("ubi") || name.equals("ubi-init") ? Kind.WITH_PYTHON : Kind.UNKNOWN;
  }

  /** {@code reference} without tag and digest. */
  private static String repository(String reference) {
    int digest = reference.indexOf('@');
    String name = digest < 0 ? reference : reference.substring(0, digest);
    int tag = name.lastIndexOf(':');
    return tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
  }

  /** Whether it may have what no distribution has. */
  boolean isUnknown() {
    return kind == Kind.UNKNOWN;
  }

  /** Whether a Java comes with it, or may. */
  boolean hasJava() {
    for (String java : WITH_JAVA) {
      if (name.contains(java)) {
        return true;
      }
    }
    return isUnknown();
  }

  /** Whether {@code path} may come with its Java, outside of the distribution's own folders. */
  boolean mayHave(String path) {
    return hasJava() && path.startsWith("/opt/") && (path.contains("java") || path.contains("jdk"));
  }

  /** Whether it has no useradd before a package brings it. */
  boolean hasNoUserPrograms() {
    return name.endsWith("/ubi-minimal") || name.endsWith("/ubi-micro");
  }

  /** Whether its password file may know the number. */
  boolean mayKnow(long uid) {
    return isUnknown()
        || uid < 1000
        || uid > 60_000
        || (uid == 1000 && WITH_USER_1000.contains(name));
  }
}
