package io.sparkstead.stack.secret;

import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A file that {@code kubeseal} makes: {@code secrets/minio-root.yaml}. */
record SealedSlot(SecretSpec secret, Namespace namespace) implements Slot {

  /** Base64 of a session key sealed by RSA with 2048 bits or more, and of something behind it. */
  private static final Pattern SEALED = Pattern.compile("[A-Za-z0-9+/]{344,}={0,2}");

  @Override
  public String file() {
    return secret.name() + ".yaml";
  }

  @Override
  public boolean isApplied() {
    return true;
  }

  @Override
  public List<String> leaks(Map<?, ?> document) {
    List<String> leaks = new ArrayList<>();
    Map<?, ?> spec = Slot.map(document, "spec");
    if (!"SealedSecret".equals(document.get("kind"))) {
      leaks.add("is no SealedSecret");
    }
    for (Map<?, ?> holder : List.of(document, Slot.map(spec, "template"))) {
      if (holder.containsKey("data") || holder.containsKey("stringData")) {
        leaks.add("holds data in the clear");
      }
    }
    Slot.map(spec, "encryptedData")
        .forEach(
            (key, value) -> {
              if (!(value instanceof String text) || !SEALED.matcher(text).matches()) {
                leaks.add("holds a value under " + key + " that is not sealed");
              }
            });
    return leaks;
  }

  @Override
  public List<String> misfits(Map<?, ?> document) {
    List<String> misfits = new ArrayList<>(wrongName(document));
    misfits.addAll(missing(Slot.map(Slot.map(document, "spec"), "encryptedData")));
    return misfits;
  }

  @Override
  public String remedy() {
    return printed() + " and pipe it into kubeseal";
  }
}
