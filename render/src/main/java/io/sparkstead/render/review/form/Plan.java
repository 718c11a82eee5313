package io.sparkstead.render.review.form;

import io.sparkstead.render.review.change.TreeChange;

/**
 * How much changes.
 *
 * @param files of those that are no objects
 */
record Plan(int add, int change, int destroy, int files) {

  static Plan of(TreeChange change) {
    return new Plan(
        change.added().size(),
        change.changed().size(),
        change.removed().size(),
        change.files().size());
  }

  /** {@code 2 to add, 1 to change, 0 to destroy; 3 files beside}. */
  @Override
  public String toString() {
    return add
        + " to add, "
        + change
        + " to change, "
        + destroy
        + " to destroy"
        + (files == 0 ? "" : "; " + files + (files == 1 ? " file beside" : " files beside"));
  }
}
