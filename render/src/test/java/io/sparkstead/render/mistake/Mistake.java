package io.sparkstead.render.mistake;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing made wrong in an environment that works, as files beside this class have it.
 *
 * <pre>
 * {"id": "P-dep-rep0-hist", "environment": "homelab", "area": "how many, and when",
 *  "effect": "breaks", "why": "no history server",
 *  "patches": [{"kind": "Deployment", "name": "spark-history-server", "ops": […]}]}
 * </pre>
 *
 * @param id what approved lists call it: P-… patches objects, T-… edits texts; F-… to Q-… are of
 *     fresh samples, H-… change nothing
 * @param area what it is about, for the table
 * @param why what happens, or in small letters the rule that is meant to see it
 * @param note why it is another than the one that was collected; empty if it is the same
 * @param beside rules that speak of it for another reason than the mistake, which does not count
 * @param drop objects left out, as {@code Role spark-role}
 */
record Mistake(
    String id,
    String environment,
    String area,
    Effect effect,
    String why,
    String note,
    List<String> beside,
    List<ObjectPatch> patches,
    List<Edit> edits,
    List<String> drop) {

  /** What becomes of a stack. */
  enum Effect {
    /** Something does not start, is refused, or does not do its work. */
    breaks,
    /** It works, and worse or less safely. */
    degrades,
    /** Nothing: another way to say it, which has to pass. */
    harmless
  }

  /**
   * Steps of RFC 6902 on one object.
   *
   * @param name of a Job without the fingerprint at its end
   * @param ops in the first sample with a test before each index, so that a list in another order
   *     is noticed
   */
  record ObjectPatch(String kind, String name, JsonNode ops) {}

  /**
   * Another text.
   *
   * @param in {@code cm/<ConfigMap>/<key>}, {@code plain/<folder>/<file>}, {@code
   *     build/<image>/<file>} or {@code field/<kind>/<name>/<pointer>}
   * @param find what is there once, or more often where {@code all} is said
   * @param key what to call the file instead; empty to leave its name
   */
  record Edit(String in, String find, String replace, boolean all, String key) {}

  Mistake {
    patches = List.copyOf(patches);
    edits = List.copyOf(edits);
    drop = List.copyOf(drop);
    beside = List.copyOf(beside);
    if (patches.isEmpty() && edits.isEmpty() && drop.isEmpty()) {
      throw new IllegalArgumentException(id + " changes nothing; give it a patch, edit or drop");
    }
  }

  private static final List<String> FILES =
      List.of(
          "mistakes.json",
          "fresh.json",
          "fresh-2.json",
          "fresh-3.json",
          "fresh-4.json",
          "fresh-5.json",
          "fresh-6.json",
          "harmless.json");

  /** All there are, sample by sample, each in the order of its file. */
  static List<Mistake> all() {
    List<Mistake> all = new ArrayList<>();
    for (String file : FILES) {
      all.addAll(read(file, new TypeReference<List<Mistake>>() {}));
    }
    return all;
  }

  /** What a file beside this class lists; what it leaves out is empty. */
  static <T> List<T> read(String file, TypeReference<List<T>> type) {
    try (InputStream in = Mistake.class.getResourceAsStream(file)) {
      return JsonMapper.builder()
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .build()
          .readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
