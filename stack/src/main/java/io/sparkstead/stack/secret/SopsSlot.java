package io.sparkstead.stack.secret;

import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file that {@code sops} makes: {@code secrets/minio-root.sops.yaml}. */
record SopsSlot(SecretSpec secret, Namespace namespace, String recipient) implements Slot {

  static String file(SecretSpec secret) {
    return secret.name() + ".sops.yaml";
  }

  @Override
  public String file() {
    return file(secret);
  }

  @Override
  public boolean isApplied() {
    return false;
  }

  @Override
  public List<String> leaks(Map<?, ?> document) {
    List<String> leaks = new ArrayList<>();
    if (!(Slot.map(document, "sops").get("mac") instanceof String)) {
      leaks.add("is not encrypted by sops");
    }
    values(document)
        .forEach(
            (key, value) -> {
              if (!(value instanceof String text) || !text.startsWith("ENC[")) {
                leaks.add("holds a value under " + key + " that is not encrypted");
              }
            });
    return leaks;
  }

  @Override
  public List<String> misfits(Map<?, ?> document) {
    List<String> misfits = new ArrayList<>(wrongName(document));
    if (!"Secret".equals(document.get("kind"))) {
      misfits.add("is no Secret");
    }
    misfits.addAll(missing(values(document)));
    boolean isForUs =
        Slot.map(document, "sops").get("age") instanceof List<?> keys
            && keys.stream()
                .anyMatch(
                    key -> key instanceof Map<?, ?> map && recipient.equals(map.get("recipient")));
    if (!isForUs) {
      misfits.add("is not encrypted for " + recipient);
    }
    return misfits;
  }

  private static Map<Object, Object> values(Map<?, ?> document) {
    Map<Object, Object> values = new LinkedHashMap<>(Slot.map(document, "data"));
    values.putAll(Slot.map(document, "stringData"));
    return values;
  }

  @Override
  public String remedy() {
    return printed() + " and pipe it into sops encrypt";
  }
}
