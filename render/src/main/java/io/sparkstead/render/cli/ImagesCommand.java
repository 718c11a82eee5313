package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.registry.Registry;
import io.sparkstead.stack.image.ImageUse;
import io.sparkstead.stack.image.ImageUse.Purpose;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the images of an environment, and locks them. */
@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Lists the images of an environment, a line each: reference, tab, what for.",
    description = {
      "What for is pulled (others make it, pods run it), built (images/build.sh makes it) or base",
      "(one of ours is built on it). With --lock, asks each registry which bytes a tag names today",
      "and writes the answers to <DIR>/<NAME>/images.lock, which every later render uses without",
      "the network. An image that has a digest in Java keeps that. An image of ours that is not",
      "pushed yet is left out: build, push, lock, render.",
    })
final class ImagesCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;
  private final Function<Set<String>, Registry> registries;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Mixin private FolderOption where = new FolderOption();

  @Option(names = "--lock", description = "write images.lock, with the logins of docker or podman")
  private boolean lock;

  @Option(
      names = "--without-tls",
      paramLabel = "HOST[:PORT]",
      description = "a registry that may be asked without TLS; may be given several times")
  private Set<String> withoutTls = Set.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ListForm form = ListForm.text;

  /**
   * @param registries given those that may be asked without TLS
   */
  ImagesCommand(PrintWriter out, PrintWriter err, Function<Set<String>, Registry> registries) {
    this.out = out;
    this.err = err;
    this.registries = registries;
  }

  @Override
  public Integer call() throws IOException {
    if (lock) {
      lock(BuiltEnvironment.unlocked(asked.one()));
    }
    out.print(
        form.of(
            List.of("image", "purpose"),
            BuiltEnvironment.of(asked.one(), where.folder()).manifests().images().stream()
                .map(ImagesCommand::row)
                .toList()));
    return ExitCode.DONE.number();
  }

  private static List<String> row(ImageUse use) {
    return List.of(use.image().toString(), use.purpose().name().toLowerCase(Locale.ROOT));
  }

  private void lock(BuiltEnvironment built) throws IOException {
    Registry registry = registries.apply(withoutTls);
    SortedMap<String, String> digests = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (ImageUse use : built.manifests().images()) {
      // What is in no registry has no digest there.
      if (use.image().digest().isEmpty() && !use.image().isLocal()) {
        try {
          resolve(registry, use).ifPresent(digest -> digests.put(use.image().toString(), digest));
        } catch (IOException e) {
          problems.add("\n  " + use.image() + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new Refusal(
          ExitCode.REMOTE,
          "not every image was found; nothing was locked" + String.join("", problems));
    }
    OutFolder root = new OutFolder(built.root(where.folder()));
    root.lock(new ImageLock(digests));
    err.println(
        root.root().resolve(OutFolder.LOCK)
            + ": "
            + digests.size()
            + (digests.size() == 1 ? " image" : " images")
            + " locked");
  }

  private Optional<String> resolve(Registry registry, ImageUse use) throws IOException {
    ImageReference image = use.image();
    // A registry that does not answer is waited for, half a minute.
    err.println("asking for " + image);
    Optional<String> digest = registry.digest(image);
    if (digest.isEmpty() && use.purpose() == Purpose.BUILT) {
      err.println(
          image + " is not pushed yet and stays unlocked; lock again after images/build.sh");
    } else if (digest.isEmpty()) {
      throw new IOException("its registry has no such image; correct its name or its tag");
    }
    return digest;
  }
}
