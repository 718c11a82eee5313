package io.sparkstead.stack.proof;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Whatever is dialled in a script, a command or a notebook is a Service. */
final class Addresses implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    findings.checking(Rule.ADDRESS_RESOLVES);
    texts(stack)
        .forEach(
            (path, text) -> {
              Matcher names = ClusterName.ANYWHERE.matcher(text);
              while (names.find()) {
                if (ClusterName.of(names).leadsNowhere(stack)) {
                  findings.about(
                      path,
                      names.group(),
                      path
                          + " dials "
                          + names.group()
                          + ", which is no Service and port of the stack; take it from the"
                          + " component that answers there");
                }
              }
            });
  }

  /** All texts but properties, which have rules of their own. */
  private static Map<String, String> texts(Evidence stack) {
    Map<String, String> texts = new TreeMap<>();
    stack.workloads().forEach(workload -> texts.putAll(stack.told(workload)));
    stack.files().forEach(texts::put);
    stack.embeddedFiles(
        (manifest, key, text) -> {
          if (!Evidence.isProperties(key)) {
            texts.merge(manifest.path(), text + "\n", String::concat);
          }
        });
    texts.keySet().removeIf(Evidence::isProperties);
    texts.values().removeIf(text -> !text.contains(".svc"));
    return texts;
  }
}
