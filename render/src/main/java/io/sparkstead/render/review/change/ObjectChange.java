package io.sparkstead.render.review.change;

import io.sparkstead.render.review.object.ObjectName;
import io.sparkstead.render.review.object.TreeObject;
import java.util.List;
import java.util.Optional;

/** An object that is in one of two trees alone, or otherwise in the other. */
public sealed interface ObjectChange {

  /** By its name afterwards, if it is still there. */
  ObjectName name();

  /** As a diff would have it. */
  String sign();

  /** What it was; empty if it is new. */
  Optional<TreeObject> before();

  /** What it will be; empty if it is gone. */
  Optional<TreeObject> after();

  /** What differs in an object that stays. */
  default List<FieldChange> fields() {
    return List.of();
  }

  /** One that is new. */
  record Added(TreeObject object) implements ObjectChange {
    @Override
    public ObjectName name() {
      return object.name();
    }

    @Override
    public String sign() {
      return "+";
    }

    @Override
    public Optional<TreeObject> before() {
      return Optional.empty();
    }

    @Override
    public Optional<TreeObject> after() {
      return Optional.of(object);
    }
  }

  /** One that is gone. */
  record Removed(TreeObject object) implements ObjectChange {
    @Override
    public ObjectName name() {
      return object.name();
    }

    @Override
    public String sign() {
      return "-";
    }

    @Override
    public Optional<TreeObject> before() {
      return Optional.of(object);
    }

    @Override
    public Optional<TreeObject> after() {
      return Optional.empty();
    }
  }

  /** One that stays, and differs. */
  record Changed(TreeObject was, TreeObject becomes, List<FieldChange> fields)
      implements ObjectChange {

    public Changed {
      fields = List.copyOf(fields);
    }

    /** Whether its name is another, by its fingerprint: then it is made anew. */
    public boolean isMadeAnew() {
      return !was.name().name().equals(becomes.name().name());
    }

    @Override
    public ObjectName name() {
      return becomes.name();
    }

    @Override
    public String sign() {
      return "~";
    }

    @Override
    public Optional<TreeObject> before() {
      return Optional.of(was);
    }

    @Override
    public Optional<TreeObject> after() {
      return Optional.of(becomes);
    }
  }
}
