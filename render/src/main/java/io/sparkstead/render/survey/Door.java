package io.sparkstead.render.survey;

import io.sparkstead.render.java.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * How people come to pages.
 *
 * @param statements which say it
 * @param people the blocks of addresses that they come from; none if through a proxy
 * @param proxies the namespaces of the proxies that they come through
 */
record Door(List<Statement> statements, List<Code> people, List<Code> proxies) {

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

  /** The pages that people open, each by one of {@code exposures}. */
  static Door open(String comment, List<Code> exposures, List<Code> people, List<Code> proxies) {
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < exposures.size(); i++) {
      statements.add(
          Statement.call(
              i == 0 ? List.of(comment) : List.of(), PAGES.get(i), List.of(exposures.get(i))));
    }
    return new Door(statements, people, proxies);
  }
}
