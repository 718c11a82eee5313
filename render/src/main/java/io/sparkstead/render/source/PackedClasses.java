package io.sparkstead.render.source;

import io.sparkstead.render.start.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The classes that a file may name, where this jar keeps them in pieces: javac finds none by
 * itself.
 */
final class PackedClasses {

  private static final List<String> PIECES =
      List.of(
          Piece.PLAIN_RUN,
          Piece.FOLDER + "io.sparkstead",
          Piece.FOLDER + "io.fabric8",
          Piece.FOLDER + "org.jspecify");

  private final Map<String, List<JavaFileObject>> byPackage = new TreeMap<>();

  private PackedClasses() {}

  /** Those of this jar; none, where classes are files or entries of their own. */
  static PackedClasses ofThisJar() throws IOException {
    PackedClasses packed = new PackedClasses();
    for (String name : PIECES) {
      try (InputStream in = PackedClasses.class.getResourceAsStream("/" + name)) {
        if (in != null) {
          packed.add(new Piece(in.readAllBytes()));
        }
      }
    }
    return packed;
  }

  private void add(Piece piece) {
    for (String name : piece.names()) {
      // Others are resources.
      if (name.indexOf('/') < 0) {
        byPackage
            .computeIfAbsent(
                name.substring(0, Math.max(0, name.lastIndexOf('.'))), key -> new ArrayList<>())
            .add(new Packed(name, piece));
      }
    }
  }

  /**
   * Those of a package.
   *
   * @param recurse whether those of the packages below it are asked for too
   */
  List<JavaFileObject> in(String packageName, boolean recurse) {
    List<JavaFileObject> found = new ArrayList<>();
    byPackage.forEach(
        (name, classes) -> {
          if (name.equals(packageName) || (recurse && name.startsWith(packageName + "."))) {
            found.addAll(classes);
          }
        });
    return found;
  }

  /** One of them. */
  static final class Packed extends SimpleJavaFileObject {

    private final String className;
    private final Piece piece;

    private Packed(String className, Piece piece) {
      super(URI.create("piece:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
      this.className = className;
      this.piece = piece;
    }

    String className() {
      return className;
    }

    @Override
    public InputStream openInputStream() {
      return piece.open(className).orElseThrow();
    }
  }
}
