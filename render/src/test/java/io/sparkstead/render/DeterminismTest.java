package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sparkstead.dsl.testing.Rounds;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.source.Template;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who renders, where and on which Java: none of it reaches a byte of what is written. The approved
 * trees in {@code out/} say what that is.
 *
 * <p>Each run is a process of its own, so that Java's sets and hash codes are salted anew.
 */
class DeterminismTest {

  private static final Path OUT = Path.of("../out");
  private static final String LOCK = ".sparkstead/lock";

  @TempDir private Path temporary;

  /** What differs from machine to machine. */
  private enum Aspect {
    JAVA,
    LANGUAGE,
    ZONE,
    ENCODING,
    UMASK,
    LINE_END,
    PERSON,
    HASH_CODES,
    FOLDER,
    FOUND,
    ASKED
  }

  private static final Map<Aspect, List<String>> VALUES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Aspect.JAVA, javas()),
              Map.entry(
                  Aspect.LANGUAGE,
                  List.of("C", "en_US", "tr_TR", "ar_EG", "hi_IN", "th_TH", "de_DE")),
              Map.entry(Aspect.ZONE, List.of("UTC", "Asia/Kolkata", "America/St_Johns")),
              Map.entry(Aspect.ENCODING, List.of("UTF-8", "ISO-8859-1", "US-ASCII")),
              Map.entry(Aspect.UMASK, List.of("022", "077")),
              Map.entry(Aspect.LINE_END, List.of("\n", "\r\n")),
              Map.entry(Aspect.PERSON, List.of("root", "Jürgen")),
              Map.entry(Aspect.HASH_CODES, List.of("0", "1", "2", "3", "4", "5")),
              Map.entry(Aspect.FOLDER, List.of("absolute", "beside", "above")),
              Map.entry(Aspect.FOUND, List.of("nothing", "a part", "another part")),
              Map.entry(Aspect.ASKED, List.of("the trees", "the stream"))));

  /** Not combined with all others, but drawn for each combination of those. */
  private static final Set<Aspect> DRAWN =
      EnumSet.of(Aspect.PERSON, Aspect.HASH_CODES, Aspect.FOLDER, Aspect.FOUND, Aspect.ASKED);

  /** The Java that runs the tests, and those installed beside it, one of each version. */
  private static List<String> javas() {
    Path home = Path.of(System.getProperty("java.home"));
    Map<String, String> byVersion = new LinkedHashMap<>();
    try (Stream<Path> beside = Files.list(home.getParent())) {
      for (Path each : Stream.concat(Stream.of(home), beside.sorted()).toList()) {
        if (Files.exists(each.resolve("release"))) {
          byVersion.putIfAbsent(version(each), each.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byVersion.keySet().removeIf(version -> Integer.parseInt(version) < 17);
    return List.copyOf(byVersion.values());
  }

  private static String version(Path home) throws IOException {
    return Files.readAllLines(home.resolve("release")).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceFirst("JAVA_VERSION=\"(\\d+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  /** One machine: a value of each aspect. */
  private record Machine(Map<Aspect, String> values) {

    Machine with(Aspect aspect, String value) {
      Map<Aspect, String> more = new TreeMap<>(values);
      more.put(aspect, value);
      return new Machine(more);
    }

    String the(Aspect aspect) {
      return values.get(aspect);
    }

    /** Each two of its values together. */
    Set<String> pairs() {
      Set<String> pairs = new HashSet<>();
      values.forEach(
          (one, value) ->
              values.forEach(
                  (other, second) -> {
                    if (one.compareTo(other) < 0) {
                      pairs.add(one + value + other + second);
                    }
                  }));
      return pairs;
    }

    @Override
    public String toString() {
      return values.values().stream()
          .map(value -> value.replace("\r", "CR").replace("\n", "LF"))
          .collect(Collectors.joining(", "));
    }

    MainProcess process(Path home) {
      String language = the(Aspect.LANGUAGE);
      List<String> jvm = new ArrayList<>();
      if (!language.equals("C")) {
        jvm.add("-Duser.language=" + language.substring(0, 2));
        jvm.add("-Duser.country=" + language.substring(3));
      }
      jvm.add("-Duser.timezone=" + the(Aspect.ZONE));
      jvm.add("-Dfile.encoding=" + the(Aspect.ENCODING));
      jvm.add("-Dstdout.encoding=" + the(Aspect.ENCODING));
      jvm.add("-Dline.separator=" + the(Aspect.LINE_END));
      jvm.add("-Duser.home=" + home);
      jvm.add("-Duser.name=" + the(Aspect.PERSON));
      jvm.add("-XX:+UnlockExperimentalVMOptions");
      jvm.add("-XX:hashCode=" + the(Aspect.HASH_CODES));
      // Half the time of a short run.
      jvm.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      return new MainProcess(
          List.of(
              "sh",
              "-c",
              "umask $0; exec \"$@\"",
              the(Aspect.UMASK),
              MainProcess.program(Path.of(the(Aspect.JAVA)))),
          jvm,
          Map.of(
              "LC_ALL",
              language.equals("C") ? "C" : language + "." + the(Aspect.ENCODING),
              "TZ",
              the(Aspect.ZONE),
              "HOME",
              home.toString(),
              "USER",
              the(Aspect.PERSON)));
    }
  }

  /** Every combination of all aspects but the drawn. */
  private static List<Machine> machines() {
    Random random = new Random(17);
    List<Machine> all = List.of(new Machine(Map.of()));
    for (Map.Entry<Aspect, List<String>> aspect : VALUES.entrySet()) {
      List<Machine> more = new ArrayList<>();
      for (Machine machine : all) {
        List<String> values = aspect.getValue();
        if (DRAWN.contains(aspect.getKey())) {
          values = List.of(values.get(random.nextInt(values.size())));
        }
        values.forEach(value -> more.add(machine.with(aspect.getKey(), value)));
      }
      all = more;
    }
    return all;
  }

  /** {@code count} of them, each with as many pairs of values as possible that none had before. */
  private static List<Machine> sample(List<Machine> all, int count) {
    List<Machine> left = new ArrayList<>(all);
    List<Machine> sample = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (sample.size() < count && !left.isEmpty()) {
      Machine next = left.get(0);
      long most = -1;
      for (Machine machine : left) {
        long fresh = machine.pairs().stream().filter(pair -> !seen.contains(pair)).count();
        if (fresh > most) {
          most = fresh;
          next = machine;
        }
      }
      left.remove(next);
      sample.add(next);
      seen.addAll(next.pairs());
    }
    return sample;
  }

  @TestFactory
  Stream<DynamicTest> each_machine_writes_the_approved_trees_or_prints_the_same_stream()
      throws IOException {
    List<Machine> all = machines();
    List<Machine> chosen = Rounds.of(0, 1) == 1 ? all : sample(all, 12);
    Map<String, String> approved = approved();
    String stream = stream();
    return chosen.stream()
        .map(machine -> dynamicTest(machine.toString(), () -> check(machine, approved, stream)));
  }

  @Test
  void a_dozen_machines_have_every_value_of_every_aspect() {
    List<Machine> dozen = sample(machines(), 12);

    VALUES.forEach(
        (aspect, values) ->
            assertThat(dozen.stream().map(machine -> machine.the(aspect)))
                .as(aspect.name())
                .containsAll(values));
  }

  private void check(Machine machine, Map<String, String> approved, String stream)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(temporary.resolve("home-" + machine.the(Aspect.UMASK)));
    Path work = Files.createTempDirectory(temporary, "work");
    Path out =
        switch (machine.the(Aspect.FOLDER)) {
          case "above" -> Path.of("../" + work.getFileName() + "-trees");
          case "beside" -> Path.of("trees");
          default -> work.resolve("trees");
        };
    Path trees = work.resolve(out).normalize();
    if (!machine.the(Aspect.FOUND).equals("nothing")) {
      copyPart(trees, new Random(machine.the(Aspect.FOUND).length()));
    }
    MainProcess render = machine.process(home);

    List<String> asked = new ArrayList<>(List.of("--all-envs", "--out", out.toString()));
    if (machine.the(Aspect.ASKED).equals("the stream")) {
      asked.add("--stdout");
    }
    MainProcess.Outcome outcome = render.run(work, asked.toArray(String[]::new));

    assertThat(outcome.code()).as(outcome.messages()).isZero();
    if (machine.the(Aspect.ASKED).equals("the stream")) {
      assertThat(outcome.data()).isEqualTo(stream);
    } else {
      assertThat(tree(trees)).isEqualTo(approved);
    }
  }

  /** Most of the approved files, made in any order: folders list their names by age or hash. */
  private static void copyPart(Path trees, Random random) throws IOException {
    List<String> paths = new ArrayList<>(approved().keySet());
    Collections.shuffle(paths, random);
    for (String path : paths) {
      if (random.nextInt(3) > 0 || path.endsWith("ledger")) {
        Files.createDirectories(trees.resolve(path).getParent());
        Files.copy(OUT.resolve(path), trees.resolve(path), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Git keeps of a file's mode only whether it can be run. */
  private static Map<String, String> approved() throws IOException {
    Map<String, String> approved = new TreeMap<>();
    for (Environment environment : Environments.all()) {
      Path root = OUT.resolve(environment.name().text());
      for (Map.Entry<String, String> file : tree(root).entrySet()) {
        boolean isProgram = Files.isExecutable(root.resolve(file.getKey()));
        approved.put(
            environment.name() + "/" + file.getKey(),
            (isProgram ? "rwxr-xr-x" : "rw-r--r--") + file.getValue().substring(9));
      }
    }
    return approved;
  }

  /** The mode and the SHA-256 of every file but the lock, by relative path. */
  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    for (Path path : everythingIn(root)) {
      String name = root.relativize(path).toString();
      if (Files.isRegularFile(path) && !name.endsWith(LOCK)) {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        tree.put(
            name,
            PosixFilePermissions.toString(mode)
                + " "
                + Fingerprint.of(Files.readAllBytes(path)).text());
      }
    }
    return tree;
  }

  private static List<Path> everythingIn(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted().toList();
    }
  }

  private static String stream() {
    return Environments.all().stream()
        .map(environment -> ManifestStream.of(StackManifests.of(CommittedLocks.stack(environment))))
        .collect(Collectors.joining("---\n"));
  }

  @Test
  void a_second_run_touches_no_file_and_no_folder() throws IOException, InterruptedException {
    MainProcess render = new MainProcess(List.of(), Map.of());
    Path out = temporary.resolve("out");
    MainProcess.Outcome first = render.run(temporary, "--all-envs", "--out", out.toString());
    assertThat(first.code()).as(first.messages()).isZero();
    Map<Path, Object> before = marks(out);

    MainProcess.Outcome again = render.run(temporary, "--all-envs", "--out", out.toString());

    assertThat(again.code()).as(again.messages()).isZero();
    assertThat(marks(out)).isEqualTo(before).hasSizeGreaterThan(100);
  }

  /** What the system notes of each: its inode, and when its text, its mode or its name changed. */
  private static Map<Path, Object> marks(Path root) throws IOException {
    Map<Path, Object> marks = new TreeMap<>();
    for (Path path : everythingIn(root)) {
      marks.put(path, Files.readAttributes(path, "unix:ino,lastModifiedTime,ctime"));
    }
    return marks;
  }

  /** In Egypt, Java's {@code %d} writes other digits. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR", "th-TH-u-nu-thai", "hi-IN-u-nu-deva"})
  void the_parts_know_no_language(String tag) {
    Map<String, String> plain = texts(Locale.ROOT);
    Map<String, String> there = texts(Locale.forLanguageTag(tag));

    assertThat(plain.keySet())
        .filteredOn(path -> !plain.get(path).equals(there.get(path)))
        .isEmpty();
  }

  private static Map<String, String> texts(Locale language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(language);
    try {
      Map<String, String> texts = new TreeMap<>();
      for (Environment environment : Environments.all()) {
        Layout.of(environment, CommittedLocks.stack(environment))
            .files()
            .forEach((path, text) -> texts.put(environment.name() + "/" + path, text));
      }
      return texts;
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void the_java_of_a_person_counts_in_the_same_digits_everywhere()
      throws IOException, InterruptedException {
    String mine = Template.teaching().called(DnsLabel.of("mylab"));
    Path file =
        Files.writeString(
            temporary.resolve("Mylab.java"),
            mine.replace("DnsLabel.of(\"mylab\")", "DnsLabel.of(\"mylab-%d\".formatted(7))"));

    MainProcess.Outcome outcome =
        new MainProcess(List.of("-Duser.language=ar", "-Duser.country=EG"), Map.of())
            .run(temporary, "--env-file", file.toString());

    assertThat(outcome.code()).as(outcome.messages()).isZero();
    assertThat(temporary.resolve("out/mylab-7/kustomization.yaml")).exists();
  }
}
