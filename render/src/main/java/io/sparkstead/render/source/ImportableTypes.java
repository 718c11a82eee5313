package io.sparkstead.render.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * The types that a person's file may name.
 *
 * @param byName their full names by their simple ones
 */
record ImportableTypes(Map<String, String> byName) {

  /** Those among {@code classes}. */
  static ImportableTypes of(JavaFileManager classes) throws IOException {
    Map<String, String> types = new TreeMap<>();
    for (String room : List.of("dsl", "stack", "overlays")) {
      for (JavaFileObject type :
          classes.list(
              StandardLocation.CLASS_PATH,
              "io.sparkstead." + room,
              Set.of(JavaFileObject.Kind.CLASS),
              true)) {
        String name = classes.inferBinaryName(StandardLocation.CLASS_PATH, type);
        if (!name.matches(".*\\$\\d.*|.*-info")) {
          String spelled = name.replace('$', '.');
          types.putIfAbsent(spelled.substring(spelled.lastIndexOf('.') + 1), spelled);
        }
      }
    }
    return new ImportableTypes(types);
  }
}
