package io.sparkstead.render.explain.woven;

import io.sparkstead.overlays.Environment;
import io.sparkstead.render.explain.woven.Weaver.Place;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.source.JavaCompilation;
import io.sparkstead.render.source.JavaCompilation.Compiled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;

/**
 * An environment's Java, compiled with a switch at each thing it says.
 *
 * @param file where it stands, for what it reads beside itself
 * @param leftOut what has no switch, because javac takes nothing but a constant there
 */
public record WovenFile(
    Path file, Map<String, byte[]> classes, List<Said> said, List<Said> leftOut) {

  /** How often javac may refuse a switch before all are given up. */
  private static final int ROUNDS = 12;

  public WovenFile {
    classes = Map.copyOf(classes);
    said = List.copyOf(said);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Of {@code text}; a switch that javac does not take, as in a constant of a label, is left out.
   */
  public static WovenFile of(Path file, String text) throws IOException {
    Weaver weaver = new Weaver(text);
    JavaCompilation.read(file.toUri(), text, weaver);
    List<Place> places = new ArrayList<>(weaver.places());
    for (int round = 0; round < ROUNDS; round++) {
      Woven woven = Woven.of(text, places);
      Compiled compiled = JavaCompilation.read(file.toUri(), woven.text(), (type, in, trees) -> {});
      if (compiled.errors().isEmpty()) {
        List<Place> without = new ArrayList<>(weaver.places());
        without.removeAll(places);
        return new WovenFile(file, compiled.classes(), said(places), said(without));
      }
      Set<Place> refused = new HashSet<>();
      for (Diagnostic<?> error : compiled.errors()) {
        woven.innermost(error.getPosition()).ifPresent(refused::add);
      }
      if (!places.removeAll(refused)) {
        // A label that names a constant: the error is there, and the constant is anywhere.
        places.removeIf(Place::isValue);
      }
    }
    throw new IllegalStateException("no switch can be woven into " + file);
  }

  private static List<Said> said(List<Place> places) {
    List<Said> said = new ArrayList<>();
    places.forEach(place -> said.addAll(place.said()));
    said.sort(Comparator.comparing(Said::line).thenComparing(Said::number));
    return said;
  }

  /** How many ways there are to try for one thing. */
  public static int ways() {
    return Otherwise.WAYS;
  }

  /** Whoever makes something of the environments of the file. */
  public interface Maker<T> {
    T make(List<Environment> environments);
  }

  /**
   * What {@code maker} makes with {@code said} otherwise.
   *
   * @param way in which, from 0
   */
  public <T> T otherwise(Said one, int way, Maker<T> maker) {
    return Switch.turned(one.number(), way, () -> maker.make(EnvironmentFile.again(file, classes)));
  }

  /** What {@code maker} makes with all as it is said. */
  public <T> T asSaid(Maker<T> maker) {
    return maker.make(EnvironmentFile.again(file, classes));
  }
}
