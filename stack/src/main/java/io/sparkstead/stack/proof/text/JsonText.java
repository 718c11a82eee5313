package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text of JSON, read into maps, lists and texts; a number or a word is a text too.
 *
 * <p>What is no JSON is nothing: what is wrong with it, others ask.
 */
public final class JsonText {

  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The object that {@code text} is. */
  public static Optional<Map<?, ?>> object(String text) {
    JsonText reader = new JsonText(text);
    try {
      Object value = reader.value();
      reader.skip();
      return reader.at == text.length() && value instanceof Map<?, ?> map
          ? Optional.of(map)
          : Optional.empty();
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  private Object value() {
    skip();
    return switch (peek()) {
      case '{' -> map();
      case '[' -> list();
      case '"' -> quoted();
      default -> word();
    };
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    skip();
    while (peek() != '}') {
      skip();
      String key = quoted();
      skip();
      take(':');
      map.put(key, value());
      next('}');
    }
    at++;
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    at++;
    skip();
    while (peek() != ']') {
      list.add(value());
      next(']');
    }
    at++;
    return list;
  }

  /** A comma, or what comes last. */
  private void next(char end) {
    skip();
    if (peek() == end) {
      return;
    }
    take(',');
    skip();
    if (peek() == end) {
      throw new Unreadable();
    }
  }

  private String quoted() {
    take('"');
    StringBuilder read = new StringBuilder();
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      read.append(peek());
      at++;
    }
    at++;
    return read.toString();
  }

  private String word() {
    int end = at;
    while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || isSign(end))) {
      end++;
    }
    if (end == at) {
      throw new Unreadable();
    }
    String word = text.substring(at, end);
    at = end;
    return word;
  }

  private boolean isSign(int index) {
    return "+-.".indexOf(text.charAt(index)) >= 0;
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw new Unreadable();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new Unreadable();
    }
    return text.charAt(at);
  }

  private void skip() {
    at = Words.endOfSpaces(text, at);
  }
}
