package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest gives, or nothing where it leaves it out: ours leave nothing out, anybody's may
 * say {@code data:} and nothing behind it.
 */
public final class Given {

  private static final IntOrString NO_PORT = new IntOrString(0);

  private Given() {}

  /** The text, or an empty one. */
  public static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  /** The items that are there. */
  public static <T> List<T> list(@Nullable List<T> given) {
    if (given == null || given.isEmpty()) {
      return List.of();
    }
    List<T> list = new ArrayList<>(given.size());
    for (T item : given) {
      if (item != null) {
        list.add(item);
      }
    }
    return list;
  }

  /** Texts by name, an empty one where a name has none. */
  public static Map<String, String> texts(@Nullable Map<String, String> given) {
    if (given == null || given.isEmpty()) {
      return Map.of();
    }
    if (!hasGap(given)) {
      return given;
    }
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      texts.put(entry.getKey(), text(entry.getValue()));
    }
    return texts;
  }

  /** Not by containsValue, which a Map.of refuses to ask for null. */
  private static boolean hasGap(Map<String, String> given) {
    for (String value : given.values()) {
      if (value == null) {
        return true;
      }
    }
    return false;
  }

  /** The size that a claim asks for, if it says one. */
  public static Optional<Quantity> storage(@Nullable PersistentVolumeClaimSpec given) {
    return given == null || given.getResources() == null
        ? Optional.empty()
        : Optional.ofNullable(amounts(given.getResources().getRequests()).get("storage"));
  }

  /** The number, or 0. */
  public static int number(@Nullable Integer given) {
    return given == null ? 0 : given;
  }

  /** The port's name or number, or 0. */
  public static IntOrString port(@Nullable IntOrString given) {
    return given == null ? NO_PORT : given;
  }

  /** Whether it is said, and true. */
  public static boolean isTrue(@Nullable Boolean given) {
    return Boolean.TRUE.equals(given);
  }

  /** Whether it is said, and false. */
  public static boolean isFalse(@Nullable Boolean given) {
    return Boolean.FALSE.equals(given);
  }

  /** Those amounts by resource that are there. */
  public static Map<String, Quantity> amounts(@Nullable Map<String, Quantity> given) {
    Map<String, Quantity> amounts = new TreeMap<>();
    if (given != null) {
      for (Map.Entry<String, Quantity> amount : given.entrySet()) {
        if (amount.getValue() != null) {
          amounts.put(amount.getKey(), amount.getValue());
        }
      }
    }
    return amounts;
  }
}
