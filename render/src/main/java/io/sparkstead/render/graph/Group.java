package io.sparkstead.render.graph;

/** What a person thinks in: each is one box. In the order in which charts name them. */
public enum Group {
  /** Whoever opens a page or brings files. */
  PEOPLE("people", "People"),
  /** The Prometheus of a cluster. */
  METRICS("metrics", "Metrics"),
  /** The API server. */
  CONTROL("control", "Kubernetes API"),
  /** Notebooks, Spark Connect, jobs and what submits them. */
  DRIVERS("drivers", "Drivers"),
  /** Those of all applications. */
  EXECUTORS("executors", "Executors"),
  /** The History Server. */
  HISTORY("history", "History Server"),
  /** What serves the buckets. */
  STORE("store", "Stores"),
  /** What drivers and executors use besides: a database, a mirror. */
  REACHED("reached", "Used besides"),
  /** Pods of a part that a person wrote. */
  PARTS("parts", "Own parts"),
  /** What sets a store up, once. */
  SETUP("setup", "Setup"),
  /** Who gives pods the keys, tokens and roles with which they come to a store. */
  TOKENS("tokens", "Tokens");

  private final String id;
  private final String title;

  Group(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** A word that every format takes as a name. */
  String id() {
    return id;
  }

  /** As a picture names it, unless it has a better name. */
  String title() {
    return title;
  }

  /** Whether it is there for the others alone, and not shown at first sight. */
  boolean isBehindTheScenes() {
    return this == SETUP || this == TOKENS;
  }

  /** Whether a picture has a place for it; of the others it tells in words. */
  boolean hasPlace() {
    return this != PARTS && !isBehindTheScenes();
  }
}
