package io.sparkstead.dsl.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields in the order a reader wants them, which {@code Map.of} does not keep.
 *
 * <pre>{@code
 * Mapping.of("kind", "SecretStore", "name", "vault")
 * }</pre>
 */
public final class Mapping {

  private Mapping() {}

  public static Map<String, Object> of(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  public static Map<String, Object> of(String k1, Object v1, String k2, Object v2) {
    Map<String, Object> map = of(k1, v1);
    map.put(k2, v2);
    return map;
  }

  public static Map<String, Object> of(
      String k1, Object v1, String k2, Object v2, String k3, Object v3) {
    Map<String, Object> map = of(k1, v1, k2, v2);
    map.put(k3, v3);
    return map;
  }

  public static Map<String, Object> of(
      String k1, Object v1, String k2, Object v2, String k3, Object v3, String k4, Object v4) {
    Map<String, Object> map = of(k1, v1, k2, v2, k3, v3);
    map.put(k4, v4);
    return map;
  }
}
