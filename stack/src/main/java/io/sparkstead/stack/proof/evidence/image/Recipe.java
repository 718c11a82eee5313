package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.DockerfileText.Instruction;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The steps that become an image: those of its last stage, behind those of the stages and of the
 * images of ours that it is built on.
 *
 * @param base the image of others at the bottom
 */
record Recipe(BaseImage base, List<Step> steps) {

  /** More images than that are not built on one another. */
  private static final int DEEPEST = 8;

  /**
   * An instruction, with what ENV says put in.
   *
   * @param file where it stands
   * @param folder the working folder that it has
   */
  record Step(DockerfileText file, String keyword, String text, String folder) {

    boolean is(String other) {
      return keyword.equalsIgnoreCase(other);
    }
  }

  /** A stage as far as it is read. */
  private record Stage(String name, String base, List<Step> steps) {}

  static Recipe of(Images images, DockerfileText file) {
    return of(images, file, 0);
  }

  private static Recipe of(Images images, DockerfileText file, int depth) {
    List<Stage> stages = new ArrayList<>();
    State state = new State();
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        Stage stage = stage(images, instruction.rest(), stages, depth);
        stages.add(stage);
        state = State.after(stage.steps());
      } else if (!stages.isEmpty()) {
        String text = state.filled(file.whole(instruction));
        Step step = new Step(file, instruction.keyword(), text, state.folder);
        state.take(step);
        stages.get(stages.size() - 1).steps().add(step);
      }
    }
    if (stages.isEmpty()) {
      return new Recipe(BaseImage.of(""), List.of());
    }
    Stage last = stages.get(stages.size() - 1);
    return new Recipe(BaseImage.of(last.base()), List.copyOf(last.steps()));
  }

  private static Stage stage(Images images, String from, List<Stage> stages, int depth) {
    From line = From.of(from);
    for (Stage earlier : stages) {
      if (earlier.name().equalsIgnoreCase(line.image())) {
        return new Stage(line.name(), earlier.base(), new ArrayList<>(earlier.steps()));
      }
    }
    Optional<DockerfileText> ours = images.pulledAs(line.image());
    if (ours.isPresent() && depth < DEEPEST) {
      Recipe below = of(images, ours.get(), depth + 1);
      return new Stage(line.name(), below.base().name(), new ArrayList<>(below.steps()));
    }
    return new Stage(line.name(), line.image(), new ArrayList<>());
  }

  /**
   * What a FROM line says.
   *
   * @param name of the stage, or empty
   */
  record From(String image, String name) {

    static From of(String rest) {
      List<String> words = new ArrayList<>();
      for (String word : Words.of(rest)) {
        if (!word.startsWith("--")) {
          words.add(word);
        }
      }
      boolean isNamed = words.size() > 2 && words.get(1).equalsIgnoreCase("AS");
      return new From(words.isEmpty() ? "" : words.get(0), isNamed ? words.get(2) : "");
    }
  }

  /** What instructions leave behind for those that follow. */
  private static final class State {

    private final Map<String, String> variables = new TreeMap<>();
    private String folder = "/";

    static State after(List<Step> steps) {
      State state = new State();
      for (Step step : steps) {
        state.take(step);
      }
      return state;
    }

    void take(Step step) {
      if (step.is("WORKDIR")) {
        folder = Paths.plain(Paths.in(folder, Words.unquoted(step.text())));
      } else if (step.is("ENV")) {
        variables.putAll(Variables.of(step.text()));
      }
    }

    String filled(String text) {
      return text.indexOf('$') < 0 ? text : Variables.fill(text, variables);
    }
  }
}
