package io.sparkstead.render.cli.outcome;

import java.io.File;

/** How this program was started, for messages that name a command to run next. */
public final class Invocation {

  /** What a launcher says of itself, in the words of the person who called it. */
  private static final String LAUNCHER = "sparkstead.command";

  private Invocation() {}

  /** {@code sparkstead}, {@code bin/sparkstead} or {@code java -jar render/target/render.jar}. */
  public static String command() {
    String jar = System.getProperty("java.class.path", "");
    boolean isOne = jar.endsWith(".jar") && jar.indexOf(File.pathSeparatorChar) < 0;
    return System.getProperty(LAUNCHER, "java -jar " + (isOne ? jar : "render.jar"));
  }
}
