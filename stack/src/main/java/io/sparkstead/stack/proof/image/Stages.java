package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerIgnore;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.DockerfileText.Instruction;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the build of an image finds what it copies. */
public record Stages(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule STAGE_IS_THERE =
      Rule.error("IMG-01", "COPY --from names a stage of its Dockerfile, or an image")
          .why(
              "The builder takes an unknown stage for an image, and is refused: pull access denied.")
          .fix("Name the stage as its FROM … AS does.");

  static final Rule SOURCE_IS_THERE =
      Rule.error("IMG-02", "What COPY brings is where it is taken from")
          .why("The build ends with: not found.")
          .fix("Name the file as it is called there, and let .dockerignore let it in.");

  private static final String IGNORE = ".dockerignore";

  /** What people call stages, and nobody an image. */
  private static final Set<String> NAMES_OF_STAGES =
      Set.of(
          "base",
          "build",
          "builder",
          "compile",
          "deps",
          "dependencies",
          "download",
          "downloads",
          "fetch",
          "install",
          "prepare",
          "runtime",
          "stage",
          "stage1",
          "staging");

  /** Images of Docker Hub that people copy from, or build on, by one word. */
  private static final Set<String> IMAGES =
      Set.of(
          "almalinux",
          "alpine",
          "amazoncorretto",
          "amazonlinux",
          "bash",
          "busybox",
          "caddy",
          "centos",
          "composer",
          "debian",
          "docker",
          "eclipse-temurin",
          "fedora",
          "golang",
          "gradle",
          "haproxy",
          "httpd",
          "maven",
          "mysql",
          "nginx",
          "node",
          "openjdk",
          "oraclelinux",
          "perl",
          "php",
          "postgres",
          "pypy",
          "python",
          "r-base",
          "redis",
          "registry",
          "rockylinux",
          "ruby",
          "rust",
          "sbt",
          "scratch",
          "spark",
          "traefik",
          "ubuntu",
          "vault");

  /** What Spark's archive has at its top. */
  private static final List<String> OF_SPARK =
      List.of(
          "bin",
          "conf",
          "data",
          "examples",
          "jars",
          "kubernetes",
          "licenses",
          "python",
          "sbin",
          "yarn");

  private static final String FROM = "--from=";
  private static final String MOUNTED_FROM = "from=";
  private static final String ARCHIVE = "-bin-hadoop";

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      new Check(stack, findings, dockerfile).check();
    }
  }

  /** Of one Dockerfile. */
  private record Check(Evidence stack, Findings findings, DockerfileText dockerfile) {

    void check() {
      List<String> stages = new ArrayList<>();
      for (Instruction instruction : dockerfile.instructions()) {
        if (instruction.is("FROM")) {
          from(instruction.rest(), stages);
        } else if (instruction.is("COPY") || instruction.is("RUN")) {
          for (String stage : namedBy(instruction)) {
            stageIsThere(stage, stages);
          }
        }
        if (instruction.is("COPY")) {
          sourcesAreThere(instruction);
        }
      }
    }

    private void from(String rest, List<String> stages) {
      List<String> words = new ArrayList<>(Words.of(rest));
      words.removeIf(word -> word.startsWith("--"));
      boolean isNamed = words.size() > 2 && words.get(1).equalsIgnoreCase("AS");
      if (!words.isEmpty() && !stages.isEmpty()) {
        stageIsThere(words.get(0), stages);
      }
      stages.add(isNamed ? words.get(2).toLowerCase(Locale.ROOT) : "");
    }

    private static List<String> namedBy(Instruction instruction) {
      List<String> stages = new ArrayList<>();
      for (String word : Words.of(instruction.rest())) {
        if (!word.startsWith("--")) {
          break;
        }
        if (word.startsWith(FROM)) {
          stages.add(word.substring(FROM.length()));
        } else if (word.startsWith("--mount=")) {
          for (String option : word.substring("--mount=".length()).split(",", -1)) {
            if (option.startsWith(MOUNTED_FROM)) {
              stages.add(option.substring(MOUNTED_FROM.length()));
            }
          }
        }
      }
      return stages;
    }

    /** Only of a bare word, which an image of Docker Hub may be too. */
    private void stageIsThere(String name, List<String> stages) {
      String stage = name.toLowerCase(Locale.ROOT);
      boolean isBare = Words.endOfName(name, 0) == name.length() && name.indexOf('.') < 0;
      // The last is the one that takes.
      List<String> named = new ArrayList<>(stages.subList(0, stages.size() - 1));
      boolean isKnown =
          Words.isNumber(name) ? name.length() < 3 : stages.contains(stage) || isImage(stage);
      if (!isBare || isKnown || name.isEmpty()) {
        return;
      }
      named.removeIf(String::isEmpty);
      Optional<String> near = KnownPrograms.near(stage, named);
      Optional<String> meant = near.isPresent() ? near : unused(named);
      if (meant.isPresent() || NAMES_OF_STAGES.contains(stage)) {
        findings
            .inFile(STAGE_IS_THERE, dockerfile.path(), name)
            .say(
                "{it} takes from {}, and no stage is called so{}",
                name,
                meant.isPresent()
                    ? "; did you mean " + meant.get() + "?"
                    : "; name a stage above by FROM … AS " + name);
      }
    }

    private static boolean isImage(String name) {
      return IMAGES.contains(name);
    }

    /** A stage that nothing takes anything from: what else would it be for? */
    private Optional<String> unused(List<String> named) {
      for (String stage : named) {
        boolean isUsed = false;
        for (Instruction instruction : dockerfile.instructions()) {
          String rest = instruction.rest().toLowerCase(Locale.ROOT);
          isUsed |= rest.contains("from=" + stage);
          isUsed |= instruction.is("FROM") && Words.of(rest).get(0).equals(stage);
        }
        if (!isUsed) {
          return Optional.of(stage);
        }
      }
      return Optional.empty();
    }

    private void sourcesAreThere(Instruction copy) {
      List<String> words = new ArrayList<>(Words.of(copy.rest()));
      boolean isFromStage = copy.rest().contains(FROM);
      words.removeIf(word -> word.startsWith("--"));
      if (words.size() < 2 || words.get(0).startsWith("[") || words.get(0).startsWith("<<")) {
        return;
      }
      for (String source : words.subList(0, words.size() - 1)) {
        if (isFromStage) {
          isInStage(source, words.get(words.size() - 1), copy.at());
        } else {
          isBeside(source);
        }
      }
    }

    /** What is not beside the Dockerfile, under a name near to it, or kept out of the build. */
    private void isBeside(String source) {
      String folder = dockerfile.path().substring(0, dockerfile.path().lastIndexOf('/') + 1);
      String path = Paths.plain(source.startsWith("./") ? source.substring(2) : source);
      List<String> there = new ArrayList<>();
      for (String file : stack.files().keySet()) {
        if (file.startsWith(folder)) {
          there.add(file.substring(folder.length()));
        }
      }
      if (!Paths.isLiteral("/" + path) || path.equals(".")) {
        return;
      }
      DockerIgnore ignored = ignored(folder);
      boolean isThere = false;
      boolean isLetIn = false;
      for (String file : there) {
        isThere |= Paths.isAtOrIn(path, file);
        isLetIn |= Paths.isAtOrIn(path, file) && !ignored.keepsOut(file);
      }
      if (isThere && !isLetIn) {
        findings
            .inFile(SOURCE_IS_THERE, dockerfile.path(), source)
            .say("{it} copies {}, which .dockerignore keeps out; add !{} to it", source, path);
      }
      Optional<String> near = isThere ? Optional.empty() : KnownPrograms.near(path, there);
      if (near.isPresent() || (!isThere && ignored.keepsOut(path))) {
        findings
            .inFile(SOURCE_IS_THERE, dockerfile.path(), source)
            .say(
                "{it} copies {}, which is not beside it{}",
                source,
                near.isPresent()
                    ? "; did you mean " + near.get() + "?"
                    : "; put it there, and let it in by .dockerignore");
      }
    }

    /** What keeps files out of the build; a file of the Dockerfile's own goes before the other. */
    private DockerIgnore ignored(String folder) {
      String own = stack.files().getOrDefault(dockerfile.path() + IGNORE, "");
      return DockerIgnore.of(own.isEmpty() ? stack.files().getOrDefault(folder + IGNORE, "") : own);
    }

    /**
     * What no step above can have made, under a name near to what it becomes, or to Spark's own.
     */
    private void isInStage(String source, String to, int at) {
      String path = Paths.plain(source);
      String name = Paths.name(path);
      String above = dockerfile.expanded().substring(0, at);
      Optional<String> near = Optional.empty();
      if (isOfSpark(path) && above.contains(ARCHIVE)) {
        near = OF_SPARK.contains(name) ? near : KnownPrograms.near(name, OF_SPARK);
      } else if (Words.indexOf(above, name, 0) < 0 && Paths.isLiteral(path)) {
        String wanted = Paths.name(Paths.plain(to));
        boolean isVersion =
            Words.isNumber(name.replace(wanted, "")) || Words.isNumber(wanted.replace(name, ""));
        near = isVersion ? near : KnownPrograms.near(name, List.of(wanted));
      }
      if (near.isPresent()) {
        findings
            .inFile(SOURCE_IS_THERE, dockerfile.path(), source)
            .say("{it} copies {}, which no step makes; did you mean {}?", source, near.get());
      }
    }

    /** Whether {@code path} is at the top of Spark's archive: {@code /stage/spark/jars}. */
    private static boolean isOfSpark(String path) {
      String parent = Paths.name(Paths.folder(path));
      boolean isDockerfiles = Paths.folder(path).contains("dockerfiles");
      return parent.startsWith("spark-") || (parent.equals("spark") && !isDockerfiles);
    }
  }
}
