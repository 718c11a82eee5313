package io.sparkstead.render.start;

/**
 * Loads, beside a plain run and in its order, the classes that it will ask for.
 *
 * <p>A JVM that has just started leaves the second processor alone; later it compiles there what
 * runs often. What is loaded until then, the run finds ready.
 */
final class Ahead extends Thread {

  /**
   * Longest of all to be initialized: it compiles a pattern, and a first pattern takes as long as
   * twenty classes. It needs nothing of ours, so that no two threads wait for each other.
   */
  private static final String SLOWEST = "io.fabric8.kubernetes.api.model.HasMetadata";

  private final ClassLoader classes;
  private final Piece plainRun;

  Ahead(ClassLoader classes, Piece plainRun) {
    this.classes = classes;
    this.plainRun = plainRun;
    setDaemon(true);
  }

  @Override
  public void run() {
    load(SLOWEST, true);
    for (String name : plainRun.ahead()) {
      load(name, false);
    }
  }

  private void load(String name, boolean initialized) {
    try {
      Class.forName(name, initialized, classes);
    } catch (ClassNotFoundException | LinkageError e) {
      // Another JDK's, or the run comes by it too, and is the one to tell.
    }
  }
}
