package io.sparkstead.render.cli.outcome;

/** A colour of a terminal's. */
public enum Paint {
  GREEN("32"),
  YELLOW("33"),
  RED("31");

  /** Whatever was before. */
  static final String OFF = "\u001b[0m";

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String on() {
    return "\u001b[" + code + "m";
  }
}
