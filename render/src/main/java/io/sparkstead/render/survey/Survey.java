package io.sparkstead.render.survey;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Comment;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.source.Template;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.preset.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * An environment of which a cluster has said what it could, for a person to begin with.
 *
 * <pre>
 * // Node a: 3900m and 15898Mi for pods, of which others ask for 400m and 1024Mi
 * .nodes(new Node(Cpu.millis(3500), gibibytes(14)))
 * // StorageClass longhorn: the default, driver.longhorn.io; its volumes can grow
 * .storageClass("longhorn")
 * </pre>
 *
 * @param cluster as messages name it
 */
public record Survey(String cluster, List<Statement> statements) {

  /** The one that a Workbench has unless it is told another. */
  private static final String NAMESPACE = "spark";

  private static final List<Reading> READINGS =
      List.of(
          new OwnNamespace(NAMESPACE),
          new Nodes(NAMESPACE),
          new Disks(),
          new NameServers(),
          new Ways());

  private static final List<Class<?>> ALWAYS =
      List.of(DnsLabel.class, ImageLock.class, Environment.class, Stack.class, Workbench.class);

  /** Of the calls on the Workbench. */
  private static final int INDENT = 8;

  public Survey {
    statements = List.copyOf(statements);
  }

  /**
   * Of {@code cluster}.
   *
   * @param progress is told what is asked
   * @throws Unanswered if it does not answer one question: a part of a survey is none
   */
  public static Survey of(Cluster cluster, Consumer<String> progress) throws Unanswered {
    Site site = Site.of(cluster);
    List<Statement> statements = new ArrayList<>();
    for (Reading reading : READINGS) {
      progress.accept(reading.about());
      statements.addAll(reading.read(site));
    }
    return new Survey(cluster.name(), statements);
  }

  /** The environment's Java, under any name. */
  public Template template() {
    String type = "Surveyed";
    String name = "surveyed";
    return new Template(
        type,
        DnsLabel.of(name),
        """
        %s
        // Read from %s, all but the registry.

        /** Spark on a cluster as it was found. */
        final class %s implements Environment {

          @Override
          public Stack stack(ImageLock lock) {
            // GUESS: the registry you push images to and the nodes pull them from.
            return new Workbench("registry.example.org/spark", lock)
        %s        .stack();
          }

          /** Also the folder under out/, so it stays the same once the tree is committed. */
          @Override
          public DnsLabel name() {
            return DnsLabel.of("%s");
          }

          @Override
          public String description() {
            return "a cluster as it was found";
          }
        }
        """
            .formatted(imports(), cluster, type, calls(), name));
  }

  private String calls() {
    StringBuilder calls = new StringBuilder();
    for (Statement statement : statements) {
      for (String comment : statement.comments()) {
        Comment.lines(comment, INDENT).forEach(line -> calls.append(line).append('\n'));
      }
      statement
          .code()
          .ifPresent(
              code ->
                  calls
                      .append(" ".repeat(INDENT))
                      .append('.')
                      .append(code.laidOut(INDENT, INDENT + 1, 0))
                      .append('\n'));
    }
    return calls.toString();
  }

  /** Those of methods first, as a formatter has them. */
  private String imports() {
    Set<String> all = new TreeSet<>();
    ALWAYS.forEach(type -> all.add(type.getCanonicalName()));
    statements.forEach(each -> each.code().ifPresent(code -> all.addAll(code.imports())));
    StringBuilder imports = new StringBuilder();
    all.stream().filter(Survey::isStatic).forEach(one -> imports.append(line(one)));
    imports.append(imports.isEmpty() ? "" : "\n");
    all.stream().filter(one -> !isStatic(one)).forEach(one -> imports.append(line(one)));
    return imports.toString();
  }

  private static boolean isStatic(String imported) {
    return imported.startsWith("static ");
  }

  private static String line(String imported) {
    return "import " + imported + ";\n";
  }
}
