package io.sparkstead.render.adopt.found;

/** What an object is there for. */
public enum Role {
  NAMESPACE("the namespace"),
  STORE("the object store"),
  STORE_DISK("the object store's disk"),
  STORE_SERVICE("the way to the object store"),
  HISTORY("the History Server"),
  HISTORY_CONF("the History Server's properties"),
  HISTORY_SERVICE("the way to the History Server"),
  NOTEBOOK("the notebook"),
  NOTEBOOK_DISK("the notebook's disk"),
  NOTEBOOK_SERVICE("the way to the notebook"),
  NOTEBOOK_CONF("the notebook's properties"),
  DRIVER_SERVICE("the way from executors to the driver"),
  ACCOUNT("the driver's account"),
  ACCOUNT_ROLE("what the driver may do"),
  BINDING("what the driver may do"),
  SESSION("properties of a session"),
  IMAGE("what is in an image"),
  CHART("values of a chart"),
  KUSTOMIZATION("what Kustomize does"),
  JOB("a batch job"),
  SECRET("a Secret"),
  OURS("made by Sparkstead"),
  OWN("a part of one's own"),
  NONE("nothing known here");

  private final String words;

  Role(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
