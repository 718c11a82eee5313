package io.sparkstead.render.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.explain.Edits.Edit;
import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of lines drawn at random, against what edits of the Java's text really do. */
class RandomLinesTest {

  private static final int LINES = 67;

  private record Place(String path, int line, String text) {}

  /** Made once: it is most of the work there is. */
  private static final Map<String, Explanation> MADE = new HashMap<>();

  private static Explanation explanation(Subject subject) throws IOException {
    String name = subject.environment().name().text();
    Explanation made = MADE.get(name);
    if (made == null) {
      made = Explanation.of(subject);
      MADE.put(name, made);
    }
    return made;
  }

  static Subject subject(String name) {
    Environment environment = Environments.named(name);
    StackManifests manifests = StackManifests.of(environment.stack(ImageLock.NONE));
    SourceText source = SourceText.of(environment).orElseThrow();
    return new Subject(
        environment,
        manifests,
        Layout.of(environment, manifests),
        source,
        Path.of(source.file()),
        ImageLock.NONE,
        "out/" + name);
  }

  private static List<Place> drawn(Subject subject) {
    List<Place> all = new ArrayList<>();
    subject
        .tree()
        .files()
        .forEach(
            (path, text) -> {
              List<String> lines = text.lines().toList();
              for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                  all.add(new Place(path, i + 1, lines.get(i)));
                }
              }
            });
    Collections.shuffle(all, new Random(43));
    return all.subList(0, LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"homelab", "laptop", "cloud"})
  void lines_are_said_by_the_java_whose_edit_changes_them_and_by_no_other(String name)
      throws IOException {
    Subject subject = subject(name);
    Explanation explanation = explanation(subject);
    List<Edit> edits = Edits.of(subject);
    List<String> wrong = new ArrayList<>();

    for (Place place : drawn(subject)) {
      Set<Integer> said = lines(explanation.said(place.path(), place.line()));
      Set<Integer> any = new TreeSet<>(said);
      any.addAll(lines(explanation.there(place.path(), place.line())));
      Set<Integer> moved = new TreeSet<>();
      Set<Integer> changed = new TreeSet<>();
      for (Edit edit : edits) {
        String text = edit.files().get(place.path());
        if (text == null) {
          moved.add(edit.line());
        } else if (count(text, place.text())
            < count(subject.tree().files().get(place.path()), place.text())) {
          changed.add(edit.line());
        }
      }
      Set<Integer> missed = new TreeSet<>(changed);
      missed.removeAll(any);
      Set<Integer> invented = new TreeSet<>(said);
      invented.removeAll(changed);
      invented.removeAll(moved);
      invented.retainAll(edits.stream().map(Edit::line).collect(Collectors.toSet()));
      Set<Integer> calls =
          edits.stream().filter(Edit::isCall).map(Edit::line).collect(Collectors.toSet());
      calls.retainAll(lines(explanation.there(place.path(), place.line())));
      calls.removeAll(changed);
      calls.removeAll(moved);
      invented.addAll(calls);
      if (!missed.isEmpty() || !invented.isEmpty()) {
        wrong.add(place + "\n   missed " + missed + ", invented " + invented + ", said " + said);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"homelab", "laptop", "cloud"})
  void a_line_of_java_leads_back_to_the_lines_that_lead_to_it(String name) throws IOException {
    Subject subject = subject(name);
    Explanation explanation = explanation(subject);
    List<String> lost = new ArrayList<>();

    for (Place place : drawn(subject)) {
      String told = "out/" + name + "/" + place.path();
      for (Cause cause : explanation.said(place.path(), place.line())) {
        OfJava back = explanation.java(cause.line());
        if (back.says().stream()
            .noneMatch(line -> line.file().equals(told) && line.line() == place.line())) {
          lost.add(place + " by " + cause);
        }
      }
    }

    assertThat(lost).isEmpty();
  }

  private static Set<Integer> lines(List<Cause> causes) {
    return causes.stream().map(Cause::line).collect(Collectors.toCollection(TreeSet::new));
  }

  private static long count(String text, String line) {
    return text.lines().filter(line::equals).count();
  }
}
