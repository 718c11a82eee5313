package io.sparkstead.render.source;

import io.sparkstead.dsl.value.Origin;
import io.sparkstead.overlays.Environment;
import java.util.Optional;

/** The line of an environment's Java in what a run remembers of its calls. */
public final class EnvironmentLine {

  private static final String SHIPPED = Environment.class.getPackageName() + ".";

  private static final String OURS = "io.sparkstead.";

  private EnvironmentLine() {}

  /** Where {@code origin} is, e.g. {@code mylab.java:41}, if that is in an environment. */
  public static Optional<String> of(Origin origin) {
    return of(origin.frames());
  }

  /** What led to {@code e} in the file of a person, if one of its causes has come from there. */
  public static Optional<String> ofFile(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      Optional<String> line = ofFile(cause.getStackTrace());
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  /** The innermost of {@code frames} that is in the file of a person. */
  public static Optional<String> ofFile(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (isFile(frame)) {
        return Optional.of(lineOf(frame));
      }
    }
    return Optional.empty();
  }

  /** What led to {@code e}; in the file of a person, if one of its causes has come from there. */
  public static Optional<String> of(Throwable e) {
    Optional<String> file = ofFile(e);
    return file.isPresent() ? file : of(e.getStackTrace());
  }

  /**
   * Likewise in the Java of {@code environment}, and exact where a constructor has refused: javac
   * gives it the line of the last call before it, which may be lines above.
   */
  public static Optional<String> of(Throwable e, Environment environment) {
    Optional<SourceText> source = SourceText.of(environment);
    StackTraceElement[] frames = e.getStackTrace();
    for (int i = 1; i < frames.length && source.isPresent(); i++) {
      if (isEnvironment(frames[i])) {
        if (!frames[i - 1].getMethodName().equals("<init>")) {
          break;
        }
        String type = frames[i - 1].getClassName().replaceFirst(".*[.$]", "");
        int line = source.get().lineOfNew(type, frames[i].getLineNumber());
        return Optional.of(frames[i].getFileName() + ":" + line);
      }
    }
    return of(e);
  }

  /**
   * What of ours {@code e} was thrown in, as the file of a person called it: {@code new
   * MergePatch(…)}, {@code Workbench.conf(…)}.
   */
  public static Optional<String> calledFrom(Throwable e) {
    StackTraceElement[] frames = e.getStackTrace();
    for (int i = 1; i < frames.length; i++) {
      if (isFile(frames[i])) {
        String type = frames[i - 1].getClassName();
        String simple = type.replaceFirst(".*[.$]", "");
        boolean isOurs = type.startsWith(OURS) && !isFile(frames[i - 1]);
        boolean isNew = frames[i - 1].getMethodName().equals("<init>");
        return isOurs
            ? Optional.of(
                isNew
                    ? "new " + simple + "(…)"
                    : simple + "." + frames[i - 1].getMethodName() + "(…)")
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> of(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (isEnvironment(frame)) {
        return Optional.of(lineOf(frame));
      }
    }
    return Optional.empty();
  }

  private static String lineOf(StackTraceElement frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }

  private static boolean isEnvironment(StackTraceElement frame) {
    return isFile(frame) || frame.getClassName().startsWith(SHIPPED);
  }

  private static boolean isFile(StackTraceElement frame) {
    return EnvironmentFile.LOADER.equals(frame.getClassLoaderName());
  }
}
