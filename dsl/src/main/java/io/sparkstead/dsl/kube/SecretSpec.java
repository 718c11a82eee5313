package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.Secret;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.SecretRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Secret a stack expects to find: its name, its keys, and how a first value of each is made. It
 * holds no value.
 *
 * <pre>{@code
 * SecretSpec root =
 *     SecretSpec.named("minio-root", "MinIO's administrator")
 *         .key("username", Recipe.fixed("admin"))
 *         .key("password", Recipe.random(40));
 * root.ref("password"); // for secretKeyRef
 * }</pre>
 *
 * @param purpose what it opens, for the person who has to create it
 * @param recipes by key, in the order they were said
 */
public record SecretSpec(DnsLabel name, String purpose, Map<String, Recipe> recipes) {

  public SecretSpec {
    recipes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(recipes));
    for (String key : recipes.keySet()) {
      // What is no key is refused there.
      new SecretRef(name.text(), key);
    }
  }

  public static SecretSpec named(String name, String purpose) {
    return new SecretSpec(DnsLabel.of(name), purpose, Map.of());
  }

  /** This Secret with one more key. */
  public SecretSpec key(String key, Recipe recipe) {
    Map<String, Recipe> more = new LinkedHashMap<>(recipes);
    more.put(key, recipe);
    return new SecretSpec(name, purpose, more);
  }

  /**
   * This Secret with values that somebody else has, such as the owner of a store: nobody makes them
   * up, since they would open nothing.
   */
  public SecretSpec keptByOthers() {
    Map<String, Recipe> theirs = new LinkedHashMap<>();
    for (String key : recipes.keySet()) {
      theirs.put(key, Recipe.ofOthers());
    }
    return new SecretSpec(name, purpose, theirs);
  }

  /** Whether a value of it is one that somebody else has. */
  public boolean isKeptByOthers() {
    for (Recipe recipe : recipes.values()) {
      if (!recipe.isMadeUp()) {
        return true;
      }
    }
    return false;
  }

  /**
   * A reference to {@code key}.
   *
   * @throws IllegalArgumentException if this Secret has no such key
   */
  public SecretRef ref(String key) {
    if (!recipes.containsKey(key)) {
      throw new IllegalArgumentException(
          "Secret " + name + " has no key '" + key + "'; it has " + recipes.keySet());
    }
    return new SecretRef(name.text(), key);
  }

  /**
   * The Secret with fresh values, for {@code kubectl create -f -} and never for a file.
   *
   * @throws IllegalStateException if it {@link #isKeptByOthers}
   */
  public Secret freshResource(Labels labels, RandomText random) {
    Map<String, String> values = new LinkedHashMap<>();
    recipes.forEach((key, recipe) -> values.put(key, recipe.value(random)));
    Secret secret = new Secret();
    secret.setMetadata(labels.metadata(name.text()));
    secret.setType("Opaque");
    secret.setStringData(values);
    return secret;
  }

  /** Letters and digits nobody can guess. */
  @FunctionalInterface
  public interface RandomText {
    /** {@code length} letters and digits of equal chance. */
    String ofLength(int length);
  }

  /** How a first value is made. */
  public sealed interface Recipe {

    String value(RandomText random);

    /** Whether a first value can be made up, and need not be the one that somebody else has. */
    default boolean isMadeUp() {
      return true;
    }

    /** What somebody else has, such as the key of a store that is there already. */
    static Recipe ofOthers() {
      return new OfOthers();
    }

    /** What is not secret, such as a user's name. */
    static Recipe fixed(String text) {
      return new Fixed(text);
    }

    /** {@code length} letters and digits, 20 at least: about 119 bits. */
    static Recipe random(int length) {
      return new Random(length);
    }

    /** Several, one behind the other: a file with values in it. */
    static Recipe joined(Recipe... parts) {
      return new Joined(List.of(parts));
    }

    /** A text that somebody else has. */
    record OfOthers() implements Recipe {
      @Override
      public String value(RandomText random) {
        throw new IllegalStateException("a value that others keep cannot be made up");
      }

      @Override
      public boolean isMadeUp() {
        return false;
      }
    }

    /** A text that is the same everywhere. */
    record Fixed(String text) implements Recipe {
      @Override
      public String value(RandomText random) {
        return text;
      }
    }

    /** A text that is different each time. */
    record Random(int length) implements Recipe {
      public Random {
        if (length < 20) {
          throw new IllegalArgumentException(
              "a secret of " + length + " characters can be guessed; make it 20 or longer");
        }
      }

      @Override
      public String value(RandomText random) {
        return random.ofLength(length);
      }
    }

    /** Texts in a row. */
    record Joined(List<Recipe> parts) implements Recipe {
      public Joined {
        parts = List.copyOf(parts);
      }

      @Override
      public String value(RandomText random) {
        List<String> values = new ArrayList<>();
        parts.forEach(part -> values.add(part.value(random)));
        return String.join("", values);
      }
    }
  }
}
