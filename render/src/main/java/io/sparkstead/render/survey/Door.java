package io.sparkstead.render.survey;

import java.util.ArrayList;
import java.util.List;

/**
 * How people come to pages.
 *
 * @param statements which say it
 * @param people the blocks of addresses that they come from, as Java; none if through a proxy
 * @param proxies the namespaces of the proxies that they come through
 */
record Door(List<Statement> statements, List<String> people, List<String> proxies) {

  /**
   * By which argument of the Workbench each is said; of two addresses, the first is the notebook's.
   */
  static final List<String> PAGES = List.of("notebookExposure", "historyExposure");

  Door {
    statements = List.copyOf(statements);
    people = List.copyOf(people);
    proxies = List.copyOf(proxies);
  }

  /** Where nobody comes but by {@code kubectl port-forward}. */
  static Door closed(String why) {
    return new Door(List.of(Statement.comment(why)), List.of(), List.of());
  }

  /**
   * The pages that people open, each by an {@code exposure} made of {@code arguments}.
   *
   * @param more types that those name
   */
  static Door open(
      String comment,
      Class<?> exposure,
      List<Class<?>> more,
      List<List<String>> arguments,
      List<String> people,
      List<String> proxies) {
    List<Class<?>> imports = new ArrayList<>(more);
    imports.add(exposure);
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      statements.add(
          new Statement(
              i == 0 ? List.of(comment) : List.of(),
              CodeLines.made(PAGES.get(i), exposure.getSimpleName(), arguments.get(i)),
              imports));
    }
    return new Door(statements, people, proxies);
  }
}
