package io.sparkstead.render.source;

import io.sparkstead.dsl.value.NearName;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * The types that a person's file may import, by simple name: first ours, then fabric8's model, then
 * Java's own.
 *
 * <p>{@code Claim} is {@code io.sparkstead.dsl.kube.Claim}; {@code MetalLb}, {@code
 * io.sparkstead.dsl.kube.Exposure.MetalLb}.
 */
final class ImportableTypes {

  /** Of one simple name; who sees more has to choose where one should only have to look. */
  private static final int MOST = 3;

  private static final List<String> OURS =
      List.of("io.sparkstead.dsl", "io.sparkstead.stack", "io.sparkstead.overlays");

  private static final Comparator<String> NESTED_LAST =
      Comparator.comparing((String name) -> name.indexOf('$') > 0)
          .thenComparing(Comparator.naturalOrder());

  private final Set<String> ours;

  /** Whatever there is, as class files call it; not all of it is open to everybody. */
  private final Map<String, Set<String>> all = new LinkedHashMap<>();

  /** Those that {@code classes} finds. */
  ImportableTypes(JavaFileManager classes) throws IOException {
    for (String room : OURS) {
      add(classes, StandardLocation.CLASS_PATH, room);
    }
    ours = new TreeSet<>(all.keySet());
    add(classes, StandardLocation.CLASS_PATH, "io.fabric8.kubernetes.api.model");
    Location java = classes.getLocationForModule(StandardLocation.SYSTEM_MODULES, "java.base");
    add(classes, java, "java.util");
    add(classes, java, "java");
  }

  private void add(JavaFileManager classes, Location location, String from) throws IOException {
    List<String> names = new ArrayList<>();
    for (JavaFileObject type :
        classes.list(location, from, Set.of(JavaFileObject.Kind.CLASS), true)) {
      names.add(classes.inferBinaryName(location, type));
    }
    names.sort(NESTED_LAST);
    for (String name : names) {
      String simple = name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')));
      // Local classes begin with a digit; of package-info, no one imports anything.
      if (Character.isJavaIdentifierStart(simple.charAt(0)) && simple.indexOf('-') < 0) {
        all.computeIfAbsent(simple, key -> new LinkedHashSet<>()).add(name);
      }
    }
  }

  /** The full names of those called {@code simple}, at most three, the likeliest first. */
  List<String> named(String simple) {
    List<String> open = new ArrayList<>();
    for (String name : all.getOrDefault(simple, Set.of())) {
      if (open.size() < MOST) {
        open(name).ifPresent(open::add);
      }
    }
    return open;
  }

  /** The one of ours whose simple name is nearly {@code simple}. */
  Optional<String> near(String simple) {
    Set<String> left = new TreeSet<>(ours);
    Optional<String> near = NearName.of(simple, left);
    while (near.isPresent() && named(near.get()).isEmpty()) {
      left.remove(near.get());
      near = NearName.of(simple, left);
    }
    return near.map(name -> named(name).get(0));
  }

  /** What an import calls it, if it is public, and so is all that it is nested in. */
  private static Optional<String> open(String name) {
    try {
      Class<?> type = Class.forName(name, false, ImportableTypes.class.getClassLoader());
      for (Class<?> at = type; at != null; at = at.getDeclaringClass()) {
        if (!Modifier.isPublic(at.getModifiers())) {
          return Optional.empty();
        }
      }
      return Optional.ofNullable(type.getCanonicalName());
    } catch (ClassNotFoundException | LinkageError e) {
      // A library's, for those who have another library.
      return Optional.empty();
    }
  }
}
