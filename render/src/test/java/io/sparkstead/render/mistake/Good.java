package io.sparkstead.render.mistake;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.CommittedLocks;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.source.Template;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An environment that works, what it puts into files, and what is said of it as it is. */
record Good(Environment environment, Evidence evidence, List<Finding> said) {

  /** What the mistakes call the environment that {@code init} writes. */
  static final String INIT = "init";

  /** One that ships, or what {@code init} writes, compiled in {@code folder}. */
  static Good named(String name, Path folder) {
    if (name.equals(INIT)) {
      Environment written = written(folder, Template.teaching().called(DnsLabel.of("mylab")));
      return of(written, written.stack(ImageLock.NONE));
    }
    Environment shipped = Environments.named(name);
    return of(shipped, CommittedLocks.stack(shipped));
  }

  /** The environment in {@code text}, as a person's own file. */
  static Environment written(Path folder, String text) {
    try {
      Path file = Files.createDirectories(folder).resolve("mylab.java");
      return EnvironmentFile.load(Files.writeString(file, text)).get(0);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Good of(Environment environment, Stack stack) {
    List<SlotFile> slots =
        stack.slots().entrySet().stream()
            .map(slot -> new SlotFile(slot.getKey(), slot.getValue(), Optional.empty()))
            .toList();
    Evidence evidence = Evidence.of(StackManifests.of(stack), slots, environment.name().text());
    return new Good(environment, evidence, said(environment, evidence));
  }

  /** What all rules say of {@code other} in this environment's place, and not of this one. */
  List<Finding> newlySaid(Evidence other) {
    return said(environment, other).stream().filter(finding -> !said.contains(finding)).toList();
  }

  private static List<Finding> said(Environment environment, Evidence evidence) {
    return Proof.of(evidence, environment.exceptions(), environment.rules());
  }
}
