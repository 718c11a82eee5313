package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Findings.Place;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.ShellCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the programs that pods, images and scripts start are there, and can be run. */
public record StartedPrograms(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROGRAM_IS_THERE =
      Rule.error("IMG-03", "A program that a pod or an image starts is in the image")
          .why("The container ends before it starts: no such file or directory.")
          .fix("Name it as the image has it, or COPY it into the image.");

  static final Rule PROGRAM_CAN_BE_RUN =
      Rule.error("IMG-04", "A program that is started may be run")
          .why("The container ends before it starts: permission denied.")
          .fix("Copy it with --chmod=0555.");

  static final Rule PROGRAM_IS_KNOWN =
      Rule.error("IMG-05", "A script starts programs by their names")
          .why("It ends with: command not found.")
          .fix("Write the name as the image has it.");

  static final Rule SOMETHING_IS_STARTED =
      Rule.error("IMG-06", "What starts another program is told which")
          .why("It says how it is used, and ends; the pod is started again for ever.")
          .fix("Put the program and its arguments into args.");

  /** What plain distributions do not have. */
  private static final Set<String> BROUGHT =
      Set.of("tini", "dumb-init", "jupyter", "jupyter-lab", "spark-class", "spark-submit", "weed");

  /** What says how it is used, or waits for words that nobody types, if it is given nothing. */
  private static final Set<String> NEED_WORDS =
      Set.of(
          "java", "jupyter", "mc", "minio", "spark-class", "spark-submit", "tini", "dumb-init",
          "weed");

  private static final String JUPYTER = "jupyter";

  /** What these are told first. */
  private static final Map<String, List<String>> SUBCOMMANDS =
      Map.of(
          JUPYTER, List.of("lab", "notebook", "server", "labextension", "kernelspec", "execute",
              "nbconvert", "kernel", "console", "run", "trust", "troubleshoot", "labhub"),
          "minio", List.of("server"),
          "weed", List.of("server", "mini", "master", "volume", "filer", "shell", "version",
              "mount", "webdav", "backup", "upload", "download", "benchmark", "scaffold"));

  /** The entrypoint of Spark's archive, which starts everything under it. */
  private static final String ENTRYPOINT_OF_SPARK = "kubernetes/dockerfiles/spark/entrypoint.sh";

  private static final String TINI = "/usr/bin/tini";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Started started = Started.of(stack, container);
        somethingIsStarted(workload, container, started);
        if (!started.main().isEmpty() && !container.words().isEmpty()) {
          subcommandIsKnown(workload, started.main());
        }
        if (!container.command().isEmpty()) {
          starts(workload, container, started);
        }
        for (Started inside : Started.inside(stack, container)) {
          starts(workload, container, inside);
        }
        jupyterIsThere(workload, container, started);
        Optional<String> inline = started.script();
        if (inline.isPresent() && !container.command().isEmpty()) {
          programsAreKnown(
              new StartedScript(workload.toString(), workload.path(), inline.get()));
        }
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      starts(BuiltImage.of(stack, dockerfile));
    }
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      programsAreKnown(new StartedScript(script.getKey(), script.getKey(), script.getValue()));
    }
  }

  private void somethingIsStarted(Workload workload, ContainerView container, Started started) {
    List<String> words = started.words();
    List<String> main = started.main();
    boolean isNothing = words.size() > 1 && main.isEmpty();
    boolean isBare = main.size() == 1 && NEED_WORDS.contains(Paths.name(main.get(0)));
    boolean isWrapperAlone = words.size() == 1 && NEED_WORDS.contains(Paths.name(words.get(0)));
    boolean isShellsOption =
        main.size() == 2 && Started.isShell(main.get(0)) && main.get(1).equals("-c");
    if (isNothing || isBare || isWrapperAlone || isShellsOption || isSparksAlone(started)) {
      at(SOMETHING_IS_STARTED, workload, "name: " + container.name())
          .say(
              "container {} of {it} runs '{}' and nothing behind it; put the program into args",
              container.name(),
              String.join(" ", words));
    }
  }

  /** Whether it is Spark's own entrypoint, which starts what it is given. */
  private static boolean isSparksAlone(Started started) {
    List<String> main = started.main();
    return main.size() == 1
        && main.get(0).endsWith("/entrypoint.sh")
        && started.image().isPresent()
        && isUnderTini(started.image().get())
        && started.image().get().sourceOf(main.get(0)).isEmpty();
  }

  /** Whether pip is told to install the Jupyter that an entrypoint starts. */
  private void jupyterIsThere(Workload workload, ContainerView container, Started started) {
    if (started.image().isEmpty() || started.image().get().isOnUnknown()) {
      return;
    }
    BuiltImage image = started.image().get();
    boolean isInstalled = image.mentions(JUPYTER) || image.mayInstall(JUPYTER);
    for (String file : image.requirements()) {
      Optional<String> source = image.sourceOf(file);
      isInstalled |= source.isEmpty();
      isInstalled |= stack.files().getOrDefault(source.orElse(""), "").contains(JUPYTER);
    }
    for (StartedScript script : StartedScript.of(stack, workload, container)) {
      for (List<String> command : script.commands().all()) {
        boolean isStarted = command.contains(JUPYTER) && command.indexOf(JUPYTER) < 2;
        if (isStarted && !isInstalled && image.lacksProgram(JUPYTER, JUPYTER)) {
          findings
              .at(PROGRAM_IS_THERE, script, JUPYTER)
              .say("{it} starts jupyter, which nothing installs into image {}", container.image());
          return;
        }
      }
    }
  }

  private void starts(Workload workload, ContainerView container, Started started) {
    String before = "";
    for (String program : started.programs()) {
      if (container.mountOf(program).isEmpty()) {
        boolean isRead = Started.isInterpreter(before);
        programIsThere(
            at(PROGRAM_IS_THERE, workload, program), program, started.image(), container.image());
        if (!isRead && started.image().isPresent()) {
          programCanBeRun(at(PROGRAM_CAN_BE_RUN, workload, program), program, started.image().get());
        }
      }
      before = program;
    }
  }

  private void starts(BuiltImage image) {
    List<String> words = new ArrayList<>(image.entrypoint());
    words.addAll(image.arguments());
    Started started = new Started(words, Optional.of(image));
    List<String> programs = new ArrayList<>(started.programs());
    if (isUnderTini(image)) {
      programs.add(TINI);
    }
    String path = image.dockerfile().path();
    String before = "";
    for (String program : programs) {
      String name = program;
      boolean isMounted =
          stack.workloads().stream()
              .flatMap(workload -> workload.containers().stream())
              .anyMatch(container -> container.mountOf(name).isPresent());
      if (!isMounted) {
        programIsThere(
            inFile(PROGRAM_IS_THERE, path, "ENTRYPOINT"), program, started.image(), "this image");
        if (!Started.isInterpreter(before)) {
          programCanBeRun(inFile(PROGRAM_CAN_BE_RUN, path, program), program, image);
        }
      }
      before = program;
    }
  }

  /** Whether Spark's own entrypoint is in it, and what that starts. */
  private static boolean isUnderTini(BuiltImage image) {
    return image.copies().stream()
        .flatMap(copied -> copied.sources().stream())
        .anyMatch(source -> source.endsWith(ENTRYPOINT_OF_SPARK));
  }

  private static void programIsThere(
      Place place, String program, Optional<BuiltImage> image, String name) {
    if (isNoName(program)) {
      place.say("{it} starts '{}', which is no program; name the program first", program);
      return;
    }
    if (!Paths.isLiteral(program)) {
      Optional<String> meant =
          program.indexOf('/') < 0 && (image.isEmpty() || image.get().lacksProgram(program, program))
              ? KnownPrograms.meantBy(program)
              : Optional.empty();
      if (meant.isPresent()) {
        place.say("{it} starts {}, which is no program; did you mean {}?", program, meant.get());
      }
      return;
    }
    Optional<String> remedy = image.isPresent() ? missing(image.get(), program) : meant(program);
    if (remedy.isPresent()) {
      place.say("{it} starts {}, which is not in {}; {}", program, name, remedy.get());
    }
  }

  /** An option, a class, or a whole line in one word, which no shell takes apart. */
  private static boolean isNoName(String program) {
    return program.startsWith("-")
        || program.startsWith("org.apache.")
        || program.indexOf(' ') > 0
        || program.isEmpty();
  }

  /** What to do about it, if {@code image} has no {@code program}. */
  private static Optional<String> missing(BuiltImage image, String program) {
    String name = Paths.name(program);
    Optional<String> near = nearIn(image, program);
    if (image.brings(program)) {
      return Optional.empty();
    }
    if (image.lacks(program) || isNotBrought(image, program)) {
      Optional<String> moved = elsewhere(image, program);
      near = near.isPresent() ? near : moved;
      return Optional.of(
          near.isPresent() ? "did you mean " + near.get() + "?" : "copy it there, or name another");
    }
    if (KnownPrograms.isCommon(name) || image.mayInstall(name)) {
      return Optional.empty();
    }
    return near.isPresent()
        ? Optional.of("did you mean " + near.get() + "?")
        : meant(program);
  }

  /** Whether no distribution has it, and no step brings it. */
  private static boolean isNotBrought(BuiltImage image, String program) {
    String name = Paths.name(program);
    return BROUGHT.contains(name) && image.lacksProgram(program, name);
  }

  private static Optional<String> nearIn(BuiltImage image, String program) {
    List<String> names = new ArrayList<>();
    for (String place : image.places()) {
      if (Paths.folder(place).equals(Paths.folder(program))) {
        names.add(Paths.name(place));
      }
    }
    Optional<String> near = KnownPrograms.near(Paths.name(program), names);
    return near.isPresent()
        ? Optional.of(Paths.folder(program) + "/" + near.get())
        : KnownPrograms.near(program, image.places());
  }

  /** Where the image has what is called so. */
  private static Optional<String> elsewhere(BuiltImage image, String program) {
    for (String place : image.places()) {
      if (Paths.name(place).equals(Paths.name(program))) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> meant(String program) {
    Optional<String> meant = KnownPrograms.meantBy(Paths.name(program));
    return meant.isPresent()
        ? Optional.of("did you mean " + Paths.folder(program) + "/" + meant.get() + "?")
        : Optional.empty();
  }

  private static void programCanBeRun(Place place, String program, BuiltImage image) {
    if (image.isNoProgram(program)) {
      place.say(
          "{it} starts {}, which its image lets nobody run; copy it with --chmod=0555", program);
    }
  }

  private void programsAreKnown(StartedScript script) {
    ShellCommands shell = script.commands();
    for (List<String> command : shell.all()) {
      // What another file defines is not known.
      if (command.get(0).equals(".") || command.get(0).equals("source")) {
        return;
      }
    }
    for (List<String> command : shell.all()) {
      boolean isExec = command.size() > 1 && command.get(0).equals("exec");
      String program = command.get(isExec ? 1 : 0);
      Optional<String> meant =
          shell.functions().contains(program) || program.indexOf('/') > 0
              ? Optional.empty()
              : KnownPrograms.meantBy(Paths.name(program));
      if (meant.isPresent() && mayBeMeant(program)) {
        findings
            .at(PROGRAM_IS_KNOWN, script, program)
            .say("{it} starts {}, which is no program; did you mean {}?", program, meant.get());
      }
      subcommandIsKnown(script, command.subList(isExec ? 1 : 0, command.size()));
    }
  }

  private void subcommandIsKnown(Written where, List<String> command) {
    String program = Paths.name(command.get(0));
    List<String> known = SUBCOMMANDS.getOrDefault(program, List.of());
    if (command.size() > 1 && !known.isEmpty() && !known.contains(command.get(1))) {
      Optional<String> meant = KnownPrograms.near(command.get(1), known);
      if (meant.isPresent()) {
        findings
            .at(PROGRAM_IS_KNOWN, where, command.get(1))
            .say("{it} asks {} for {}; did you mean {}?", program, command.get(1), meant.get());
      }
    }
  }

  /** Not what an image of ours brings under that name. */
  private boolean mayBeMeant(String program) {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      if (dockerfile.expanded().contains(Paths.name(program))) {
        return false;
      }
    }
    return true;
  }
}
