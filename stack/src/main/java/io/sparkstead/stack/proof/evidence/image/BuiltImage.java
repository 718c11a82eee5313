package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.evidence.image.Recipe.Step;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an image of ours holds and starts, as far as its Dockerfile and those below it tell.
 *
 * <pre>{@code
 * BuiltImage image = BuiltImage.of(stack, "spark-aws:3.5.4").get();
 * image.lacks("/opt/spark/jar");        // true: COPY brings /opt/spark/jars
 * image.lacks("/usr/bin/unheard-of");   // false: the distribution may have it
 * image.entrypoint();                   // [/opt/entrypoint.sh]
 * }</pre>
 */
public final class BuiltImage {

  private static final List<String> IMAGES =
      List.of(
          "spark.kubernetes.container.image",
          "spark.kubernetes.driver.container.image",
          "spark.kubernetes.executor.container.image");

  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Where packages put their programs. */
  private static final Set<String> OF_PACKAGES = Set.of("/bin", "/usr/bin", "/usr/sbin", "/sbin");

  private static final String ENTRYPOINT_OF_SPARK = "kubernetes/dockerfiles/spark/entrypoint.sh";

  private final DockerfileText dockerfile;
  private final Recipe recipe;
  private final List<Copied> copies = new ArrayList<>();
  private final List<Ran> commands = new ArrayList<>();
  private final Set<String> folders = new TreeSet<>();
  private final Map<String, String> variables = new TreeMap<>();
  private List<String> entrypoint = List.of();
  private List<String> arguments = List.of();
  private String argumentsFrom = "";

  private BuiltImage(Images images, Map<String, String> files, DockerfileText dockerfile) {
    this.dockerfile = dockerfile;
    this.recipe = Recipe.of(images, dockerfile);
    for (Step step : recipe.steps()) {
      take(step, files);
    }
  }

  /** The image that manifests call {@code image}, if it is built here. */
  public static Optional<BuiltImage> of(Evidence stack, String image) {
    return of(stack, stack.images().dockerfile(image));
  }

  /** The image that is pulled as {@code reference}, or called so, if it is built here. */
  public static Optional<BuiltImage> pulledAs(Evidence stack, String reference) {
    Optional<DockerfileText> named = stack.images().dockerfile(reference);
    return of(stack, named.isPresent() ? named : stack.images().pulledAs(reference));
  }

  private static Optional<BuiltImage> of(Evidence stack, Optional<DockerfileText> dockerfile) {
    return dockerfile.isEmpty() ? Optional.empty() : Optional.of(of(stack, dockerfile.get()));
  }

  public static BuiltImage of(Evidence stack, DockerfileText dockerfile) {
    return new BuiltImage(stack.images(), stack.files(), dockerfile);
  }

  private void take(Step step, Map<String, String> files) {
    switch (step.keyword().toUpperCase(Locale.ROOT)) {
      case "COPY", "ADD" -> {
        Optional<Copied> copied = Copied.of(step, files);
        if (copied.isPresent()) {
          copies.add(copied.get());
        }
      }
      case "RUN" -> run(step);
      case "ENV" -> variables.putAll(Variables.of(step.text()));
      case "WORKDIR" -> folders.add(Paths.plain(Paths.in(step.folder(), step.text())));
      case "ENTRYPOINT" -> {
        entrypoint = ExecForm.of(step.text());
        // One that comes from an image below goes with its own entrypoint.
        arguments = argumentsFrom.equals(step.file().path()) ? arguments : List.of();
      }
      case "CMD" -> {
        arguments = ExecForm.of(step.text());
        argumentsFrom = step.file().path();
      }
      default -> {}
    }
  }

  private void run(Step step) {
    for (Ran command : Ran.of(step)) {
      commands.add(command);
      if (command.isOf("mkdir") || command.isOf("install")) {
        for (String word : command.words()) {
          if (!word.startsWith("-")) {
            folders.add(Paths.plain(Paths.in(command.folder(), word)));
          }
        }
      }
    }
  }

  public DockerfileText dockerfile() {
    return dockerfile;
  }

  /** What it starts, or nothing where it leaves that to what it is built on. */
  public List<String> entrypoint() {
    return entrypoint;
  }

  /** What {@link #entrypoint} is given unless a pod says otherwise. */
  public List<String> arguments() {
    return arguments;
  }

  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  public Map<String, String> variables() {
    return variables;
  }

  public List<Copied> copies() {
    return copies;
  }

  /** Whether the entrypoint of Spark's archive is in it, which starts all under tini. */
  public boolean hasSparksEntrypoint() {
    for (Copied copied : copies) {
      for (String source : copied.sources()) {
        if (source.endsWith(ENTRYPOINT_OF_SPARK)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What is at the bottom. */
  BaseImage base() {
    return recipe.base();
  }

  /** Whether somebody else's image is at the bottom that may hold anything. */
  public boolean isOnUnknown() {
    return recipe.base().isUnknown();
  }

  /** Whether nothing can have brought {@code path}; never of what distributions have. */
  public boolean lacks(String path) {
    return !isOnUnknown()
        && !Paths.isSystem(path)
        && !recipe.base().mayHave(path)
        && !mayHave(path);
  }

  /** Whether a step of ours brings {@code path}, or may do so. */
  public boolean mayHave(String path) {
    if (isCopied(path)) {
      return true;
    }
    for (String made : folders) {
      if (Paths.isAtOrIn(path, made)) {
        return true;
      }
    }
    return mayMake(path) || isHome(path);
  }

  /** Whether COPY or ADD brings {@code path}, or may do so. */
  public boolean isCopied(String path) {
    for (Copied copied : copies) {
      if (copied.isAt(path) || copied.mayHave(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a command of the build may make {@code path}. */
  public boolean mayMake(String path) {
    for (Ran command : commands) {
      if (command.mayMake(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is the folder that comes with a user. */
  private boolean isHome(String path) {
    String user = path.startsWith("/home/") ? path.substring("/home/".length()) : "/";
    for (Ran command : commands) {
      if (command.makesUsers() && (path.equals("/home") || command.words().contains(user))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step of ours brings exactly {@code path}. */
  public boolean brings(String path) {
    for (Copied copied : copies) {
      if (copied.to().equals(path) || copied.files().contains(path)) {
        return true;
      }
    }
    return false;
  }

  /** The file of the tree that becomes {@code path} in it, if one does. */
  public Optional<String> sourceOf(String path) {
    for (Copied copied : copies) {
      Optional<String> source = copied.sourceOf(path);
      if (source.isPresent()) {
        return source;
      }
    }
    return Optional.empty();
  }

  /** Where the files and folders are that steps bring. */
  public Set<String> places() {
    Set<String> places = new TreeSet<>();
    for (Copied copied : copies) {
      if (copied.files().isEmpty() || copied.mayBeFolder()) {
        places.add(copied.to());
      }
      places.addAll(copied.files());
    }
    return places;
  }

  /**
   * Whether no step can have brought a program, which no plain distribution has.
   *
   * @param program its path, or a name that is looked for in PATH
   * @param called what packages and downloads with it have in their names
   */
  public boolean lacksProgram(String program, String called) {
    if (isOnUnknown() || mayInstall(called)) {
      return false;
    }
    for (String path : pathsOf(program)) {
      if (mayHave(path)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a command of the build may bring a program of that name. */
  public boolean mayInstall(String called) {
    for (Ran command : commands) {
      boolean isInstalled = false;
      for (String each : command.packages()) {
        isInstalled |= each.contains(called) || each.startsWith("$");
      }
      boolean mayBring = !command.isIdle() || command.isPip();
      if (isInstalled || command.isOpen() || (mayBring && command.mentions(called))) {
        return true;
      }
    }
    return false;
  }

  /** Where a shell looks for {@code program}, but for Spark's own folder, which is known. */
  private List<String> pathsOf(String program) {
    if (program.startsWith("/")) {
      return List.of(program);
    }
    List<String> paths = new ArrayList<>();
    for (String folder : variable("PATH").orElse(USUAL_PATH).split(":", -1)) {
      boolean isSparks = folder.equals(variable("SPARK_HOME").orElse("") + "/bin");
      if (!isSparks || program.contains("spark")) {
        paths.add(folder + "/" + program);
      }
    }
    return paths;
  }

  /** Whether a folder was brought in a way that lets nobody into it. */
  public boolean isClosed(String folder) {
    for (Copied copied : copies) {
      if (copied.to().equals(folder) && copied.files().isEmpty() && copied.isNoProgram(false)) {
        return !mayMake(folder) && !mentions(folder);
      }
    }
    return false;
  }

  /** Whether {@code path} was brought in a way that lets nobody run it. */
  public boolean isNoProgram(String path) {
    String user = Images.user(dockerfile);
    boolean isRoot = user.isEmpty() || user.equals("0") || user.equals("root");
    return Modes.letNobodyRun(path, copies, commands, isRoot);
  }

  /** Whether Spark may find a name for the number in its password file. */
  public boolean mayKnowUser(long uid) {
    return new PasswordFile(recipe.base(), copies, commands).mayKnow(uid);
  }

  /** Whether useradd or groupadd is run where no package has brought them. */
  public boolean lacksUserPrograms() {
    return new PasswordFile(recipe.base(), copies, commands).lacksPrograms();
  }

  /** Whether a Python may be in it, at the path that Spark is told of. */
  public boolean mayHavePython() {
    String program = variable("PYSPARK_PYTHON").orElse("python3");
    boolean isPackages = !program.startsWith("/") || OF_PACKAGES.contains(Paths.folder(program));
    if (!isPackages && recipe.base().kind() == BaseImage.Kind.PLAIN) {
      return mayHave(program) || isOpen();
    }
    return recipe.base().kind() != BaseImage.Kind.PLAIN
        || !lacksProgram(program, "python")
        || !lacksProgram(program, "conda");
  }

  /** Whether a command of the build may bring what nobody can tell. */
  private boolean isOpen() {
    for (Ran command : commands) {
      if (command.isOpen()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a Java may be in it. */
  public boolean mayHaveJava() {
    String program = variable("JAVA_HOME").map(home -> home + "/bin/java").orElse("java");
    for (String called : List.of("java", "jdk", "jre", "corretto", "zulu", "conda")) {
      if (!lacksProgram(program, called)) {
        return true;
      }
    }
    return recipe.base().hasJava();
  }

  /** The files that pip is told to install from, by their paths in the image. */
  public List<String> requirements() {
    List<String> files = new ArrayList<>();
    for (Ran command : commands) {
      String line = String.join(" ", command.words());
      if (line.contains("pip") && line.contains(" install")) {
        files.addAll(Words.allAfter(line, "--requirement"));
        files.addAll(Words.allAfter(line, "-r"));
      }
    }
    return files;
  }

  /** Whether a command of the build names {@code word}, be it what it may. */
  public boolean mentions(String word) {
    for (Ran command : commands) {
      if (command.mentions(word)) {
        return true;
      }
    }
    return false;
  }

  /** Those that properties name for drivers and executors, by the paths of their Dockerfiles. */
  public static Map<String, BuiltImage> ofSpark(Evidence stack) {
    Map<String, BuiltImage> found = new TreeMap<>();
    for (Conf conf : stack.confs()) {
      for (String key : IMAGES) {
        Optional<String> name = conf.get(key);
        Optional<BuiltImage> image =
            name.isEmpty() ? Optional.empty() : pulledAs(stack, name.get());
        if (image.isPresent()) {
          found.put(image.get().dockerfile().path(), image.get());
        }
      }
    }
    return found;
  }
}
