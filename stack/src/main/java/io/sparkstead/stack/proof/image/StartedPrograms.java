package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
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
import java.util.ArrayList;
import java.util.List;
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

  /** What plain distributions do not have. */
  private static final Set<String> BROUGHT =
      Set.of(
          "tini",
          "dumb-init",
          "spark-class",
          "spark-submit",
          "start-notebook.py",
          "start-notebook.sh",
          "start-singleuser.py",
          "start-singleuser.sh",
          "weed");

  /** What each plain distribution has in /usr/bin, and nowhere else. */
  private static final Set<String> OF_USR_BIN = Set.of("bash", "env", "java", "sh");

  private static final List<String> LOCAL = List.of("/usr/local/bin", "/usr/local/sbin");

  private static final String JUPYTER = "jupyter";

  private static final String TINI = "/usr/bin/tini";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Started started = Started.of(stack, container);
        if (!container.command().isEmpty()) {
          starts(workload, container, started);
        }
        for (Started inside : Started.inside(stack, container)) {
          starts(workload, container, inside);
        }
        jupyterIsThere(workload, container, started);
        for (StartedScript script : StartedScript.of(stack, workload, container)) {
          programsAreThere(script, container, started);
        }
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      starts(BuiltImage.of(stack, dockerfile));
    }
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
          programCanBeRun(
              at(PROGRAM_CAN_BE_RUN, workload, program), program, started.image().get());
        }
      }
      before = program;
    }
  }

  /** Those that a script names by their paths, once: what it looks for before may be missing. */
  private void programsAreThere(StartedScript script, ContainerView container, Started started) {
    for (List<String> command : script.commands().all()) {
      int at = command.get(0).equals("exec") && command.size() > 1 ? 1 : 0;
      String program = command.get(at);
      boolean isOnce = script.text().indexOf(program) == script.text().lastIndexOf(program);
      if (Paths.isLiteral(program) && isOnce && container.mountOf(program).isEmpty()) {
        programIsThere(
            at(PROGRAM_IS_THERE, script, program), program, started.image(), container.image());
      }
    }
  }

  private void starts(BuiltImage image) {
    List<String> words = new ArrayList<>(image.entrypoint());
    words.addAll(image.arguments());
    Started started = new Started(words, Optional.of(image));
    List<String> programs = new ArrayList<>(started.programs());
    if (image.hasSparksEntrypoint()) {
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

  private static void programIsThere(
      Place place, String program, Optional<BuiltImage> image, String name) {
    if (isNoName(program)) {
      place.say("{it} starts '{}', which is no program; name the program first", program);
      return;
    }
    if (!Paths.isLiteral(program)) {
      if (image.isPresent() && isNotBrought(image.get(), program)) {
        place.say("{it} starts {}, which is not in {}; name another", program, name);
        return;
      }
      Optional<String> meant =
          program.indexOf('/') < 0 && (image.isEmpty() || !image.get().mayInstall(program))
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
    return near.isPresent() ? Optional.of("did you mean " + near.get() + "?") : meant(program);
  }

  /** Whether no distribution has it, and no step brings it. */
  private static boolean isNotBrought(BuiltImage image, String program) {
    String name = Paths.name(program);
    boolean isInSbin =
        program.equals(image.variable("SPARK_HOME").orElse("") + "/sbin/" + name)
            && !image.brings(program)
            && !image.mayMake(program);
    if (BROUGHT.contains(name) && isInSbin) {
      return true;
    }
    boolean isMoved = OF_USR_BIN.contains(name) && LOCAL.contains(Paths.folder(program));
    return (BROUGHT.contains(name) || isMoved) && image.lacksProgram(program, name);
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
}
