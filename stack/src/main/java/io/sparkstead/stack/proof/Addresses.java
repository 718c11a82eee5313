package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.Evidence.Embedded;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.Map;
import java.util.TreeMap;

/** Whatever is dialled in a script, a command or a notebook is a Service. */
final class Addresses implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    findings.checking(Rule.ADDRESS_RESOLVES);
    for (Map.Entry<String, String> text : texts(stack).entrySet()) {
      if (!Evidence.isProperties(text.getKey())) {
        names(stack, findings, text.getKey(), text.getValue());
      }
    }
  }

  private static void names(Evidence stack, Findings findings, String path, String text) {
    for (ClusterName.Found found : ClusterName.allIn(text)) {
      if (found.name().leadsNowhere(stack)) {
        findings.about(
            path,
            found.written(),
            path
                + " dials "
                + found.written()
                + ", which is no Service and port of the stack; take it from the"
                + " component that answers there");
      }
    }
  }

  /** All texts, properties too, which have rules of their own. */
  private static Map<String, String> texts(Evidence stack) {
    Map<String, String> texts = new TreeMap<>();
    for (Workload workload : stack.workloads()) {
      texts.putAll(stack.told(workload));
    }
    texts.putAll(stack.files());
    for (Embedded file : stack.embedded()) {
      if (!Evidence.isProperties(file.key())) {
        String path = file.manifest().path();
        texts.put(path, texts.getOrDefault(path, "") + file.text() + "\n");
      }
    }
    return texts;
  }
}
