package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.DockerfileText.Instruction;
import io.sparkstead.stack.proof.text.ScriptCommands;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the stages of a build are built on images that have what they run. */
public record BasePrograms(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule BASE_HAS_IT =
      Rule.error("IMG-38", "A stage runs package managers and Maven where its base has them")
          .why("The build ends there: command not found.")
          .fix("Build the stage on an image that has the program, or install it first.");

  private static final Set<String> OF_DEBIAN = Set.of("apt", "apt-get");
  private static final Set<String> OF_RED_HAT = Set.of("dnf", "microdnf", "yum");
  private static final Set<String> MANAGERS =
      Set.of("apk", "apt", "apt-get", "dnf", "microdnf", "yum", "zypper");

  /** What an image of others has not, by its name and tag. */
  private record Base(Pattern reference, Set<String> lacks) {

    static Base of(String reference, String... lacks) {
      return new Base(Pattern.compile(reference), Set.of(lacks));
    }
  }

  private static final List<Base> BASES =
      List.of(
          Base.of(
              "(.*/)?ubi\\d*/ubi-micro(:.*)?",
              "apk",
              "apt",
              "apt-get",
              "dnf",
              "microdnf",
              "mvn",
              "rpm",
              "yum"),
          Base.of("(.*/)?ubi[89]/ubi-minimal(:.*)?", "apk", "apt", "apt-get", "dnf", "mvn", "yum"),
          Base.of("(.*/)?ubi\\d*/ubi(-init)?(:.*)?", "apk", "apt", "apt-get", "mvn"),
          Base.of("(.*/)?ubi\\d*/openjdk-\\d+-runtime(:.*)?", "apk", "apt", "apt-get", "mvn"),
          Base.of("(.*/)?ubi\\d*/openjdk-\\d+(:.*)?", "apk", "apt", "apt-get"),
          Base.of(
              "(docker\\.io/)?(library/)?alpine(:.*)?",
              "apt",
              "apt-get",
              "dnf",
              "microdnf",
              "mvn",
              "yum"),
          Base.of(
              "(docker\\.io/)?(library/)?(debian|ubuntu)(:.*)?",
              "apk",
              "dnf",
              "microdnf",
              "mvn",
              "yum"),
          Base.of("(docker\\.io/)?(library/)?eclipse-temurin:.*-alpine.*", "apt", "apt-get", "mvn"),
          Base.of("(docker\\.io/)?(library/)?(eclipse-temurin|amazoncorretto)(:.*)?", "mvn"));

  /** By what else people bring a program. */
  private static final Map<String, String> CALLED = Map.of("mvn", "maven");

  /** More images than that are not built on one another. */
  private static final int DEEPEST = 8;

  /**
   * A stage as far as it is read.
   *
   * @param above what its steps say, and those of the stages and images that it is built on
   */
  private record Stage(String name, String base, List<Instruction> above) {}

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      List<Stage> stages = new ArrayList<>();
      for (Instruction instruction : dockerfile.instructions()) {
        if (instruction.is("FROM")) {
          stages.add(begun(instruction.rest(), stages, 0));
        } else if (!stages.isEmpty()) {
          Stage stage = stages.get(stages.size() - 1);
          if (instruction.is("RUN")) {
            baseHasIt(dockerfile, instruction, stage);
          }
          stage.above().add(instruction);
        }
      }
    }
  }

  private Stage begun(String from, List<Stage> stages, int depth) {
    List<String> words = new ArrayList<>(Words.of(from));
    words.removeIf(word -> word.startsWith("--"));
    String image = words.isEmpty() ? "" : words.get(0);
    String name = words.size() > 2 ? words.get(2) : "";
    for (Stage earlier : stages) {
      if (earlier.name().equalsIgnoreCase(image)) {
        return new Stage(name, earlier.base(), new ArrayList<>(earlier.above()));
      }
    }
    Optional<DockerfileText> ours = stack.images().pulledAs(image);
    if (ours.isPresent() && depth < DEEPEST) {
      Stage below = last(ours.get(), depth + 1);
      return new Stage(name, below.base(), new ArrayList<>(below.above()));
    }
    return new Stage(name, image, new ArrayList<>());
  }

  private Stage last(DockerfileText dockerfile, int depth) {
    List<Stage> stages = new ArrayList<>(List.of(new Stage("", "", new ArrayList<>())));
    for (Instruction instruction : dockerfile.instructions()) {
      if (instruction.is("FROM")) {
        stages.add(begun(instruction.rest(), stages.subList(1, stages.size()), depth));
      } else {
        stages.get(stages.size() - 1).above().add(instruction);
      }
    }
    return stages.get(stages.size() - 1);
  }

  private void baseHasIt(DockerfileText dockerfile, Instruction run, Stage stage) {
    Set<String> lacks = lackedBy(stage.base());
    ScriptCommands shell = shell(dockerfile.whole(run));
    if (lacks.isEmpty() || isForSeveral(shell)) {
      return;
    }
    for (List<String> command : shell.all()) {
      String program = command.get(0);
      if (lacks.contains(program)
          && !shell.functions().contains(program)
          && !isBrought(program, shell, stage)) {
        inFile(BASE_HAS_IT, dockerfile.path(), program + " ")
            .say(
                "{it} runs {} in a stage on {}, which has none; {}",
                program,
                stage.base(),
                remedy(program, stage.base()));
        return;
      }
    }
  }

  private static String remedy(String program, String base) {
    if (!MANAGERS.contains(program)) {
      return "build the stage on an image that has it";
    }
    if (base.contains("-micro")) {
      return "build on ubi-minimal, which has microdnf";
    }
    Set<String> lacks = lackedBy(base);
    return OF_DEBIAN.stream().noneMatch(lacks::contains)
        ? "say apt-get"
        : OF_RED_HAT.stream().allMatch(lacks::contains) || base.contains("alpine")
            ? "say apk"
            : "say " + (lacks.contains("dnf") || base.contains("openjdk") ? "microdnf" : "dnf");
  }

  private static Set<String> lackedBy(String base) {
    int digest = base.indexOf('@');
    String reference = digest < 0 ? base : base.substring(0, digest);
    for (Base known : BASES) {
      if (known.reference().matcher(reference).matches()) {
        return known.lacks();
      }
    }
    return Set.of();
  }

  private static ScriptCommands shell(String run) {
    String text = run;
    while (text.startsWith("--")) {
      int blank = text.indexOf(' ');
      text = blank < 0 ? "" : text.substring(blank + 1).strip();
    }
    boolean isHeredoc = text.startsWith("<<");
    boolean isOfAnother = isHeredoc && text.contains("\n#!") && !text.contains("sh\n");
    text = isHeredoc ? text.substring(Math.max(0, text.indexOf('\n'))) : text;
    return ScriptCommands.of(isOfAnother || text.startsWith("[\"") ? "" : text);
  }

  /** Whether it asks which distribution it is on. */
  private static boolean isForSeveral(ScriptCommands shell) {
    boolean isApk = false;
    boolean isApt = false;
    boolean isDnf = false;
    for (List<String> command : shell.all()) {
      isApk |= command.get(0).equals("apk");
      isApt |= OF_DEBIAN.contains(command.get(0));
      isDnf |= OF_RED_HAT.contains(command.get(0));
      if (command.toString().contains("os-release")) {
        return true;
      }
    }
    return (isApk && isApt) || (isApk && isDnf) || (isApt && isDnf);
  }

  /** Whether a step names it but does not run it: what it is for, nobody can tell. */
  private static boolean isBrought(String program, ScriptCommands shell, Stage stage) {
    String called = CALLED.getOrDefault(program, program);
    if (isNamed(program, called, shell)) {
      return true;
    }
    for (Instruction step : stage.above()) {
      if (step.is("RUN") && isNamed(program, called, shell(step.rest()))) {
        return true;
      }
      if (step.is("COPY") || step.is("ADD")) {
        List<String> words = Words.of(step.rest());
        String to = Words.unquoted(words.get(words.size() - 1));
        boolean isAll = Paths.plain(to).equals("/") || to.endsWith("/bin") || to.endsWith("/bin/");
        if (isAll || step.rest().contains(program) || step.rest().contains(called)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNamed(String program, String called, ScriptCommands shell) {
    for (List<String> command : shell.all()) {
      for (String word : command.subList(1, command.size())) {
        // A plugin of Maven's is none.
        String named = word.replace("org.apache.maven", "");
        boolean isIt = named.contains(program) || named.contains(called);
        if (isIt && !command.get(0).equals(program)) {
          return true;
        }
      }
    }
    return false;
  }
}
