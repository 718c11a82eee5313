package io.sparkstead.render.start;

import java.io.IOException;
import java.util.zip.ZipFile;

/** The main class of {@code render.jar}: {@code Main}, with classes that come in {@link Pieces}. */
public final class Start {

  private static final String MAIN = "io.sparkstead.render.Main";

  private Start() {}

  /** Runs {@code Main}. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    // Of java -jar, the jar.
    Pieces classes = new Pieces(new ZipFile(System.getProperty("java.class.path")));
    Thread.currentThread().setContextClassLoader(classes);
    classes.loadClass(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
  }
}
