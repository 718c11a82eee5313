package io.sparkstead.render.review.change;

import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that differs between two trees.
 *
 * @param tool what deletes objects that are gone, as the new tree says
 */
public record TreeChange(
    TreeObjects before,
    TreeObjects after,
    List<ObjectChange> objects,
    List<FileChange> files,
    Optional<PruningTool> tool) {

  public TreeChange {
    objects = List.copyOf(objects);
    files = List.copyOf(files);
  }

  /** From {@code before} to {@code after}. */
  public static TreeChange between(TreeObjects old, TreeObjects made) {
    // A folder that the root names no more is as good as gone, and one that it names now is new.
    TreeObjects before = old.without(onlyApart(old, made));
    TreeObjects after = made.without(onlyApart(made, old));
    return new TreeChange(
        before, after, objects(before, after), files(before, after), PruningTool.in(after));
  }

  private static Set<String> onlyApart(TreeObjects tree, TreeObjects other) {
    Set<String> folders = new TreeSet<>(tree.apart());
    folders.removeAll(other.apart());
    folders.removeIf(
        folder -> other.objects().values().stream().noneMatch(one -> one.folder().equals(folder)));
    return folders;
  }

  /** What deletes {@code gone} once {@code after} is applied; empty if it stays. */
  public Optional<PruningTool> deleting(TreeObject gone) {
    return isTools(gone) && !PruningTool.leaves(gone) ? tool : Optional.empty();
  }

  /** Whether the tool looks after it: a folder that is applied by itself is somebody else's. */
  public boolean isTools(TreeObject gone) {
    return tool.isPresent() && !before.apart().contains(gone.folder());
  }

  /** What there is once {@code after} is applied: what nobody deletes is there too. */
  public TreeObjects lasting() {
    Map<String, TreeObject> staying = new LinkedHashMap<>();
    for (ObjectChange.Removed gone : removed()) {
      if (deleting(gone.object()).isEmpty()) {
        staying.put(gone.name().identity(), gone.object());
      }
    }
    return after.with(staying);
  }

  /** Whether nothing does. */
  public boolean isEmpty() {
    return objects.isEmpty() && files.isEmpty();
  }

  /** The objects that stay and differ. */
  public List<ObjectChange.Changed> changed() {
    return of(ObjectChange.Changed.class);
  }

  /** The objects that are gone. */
  public List<ObjectChange.Removed> removed() {
    return of(ObjectChange.Removed.class);
  }

  /** The objects that are new. */
  public List<ObjectChange.Added> added() {
    return of(ObjectChange.Added.class);
  }

  private <T extends ObjectChange> List<T> of(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (ObjectChange change : objects) {
      if (kind.isInstance(change)) {
        found.add(kind.cast(change));
      }
    }
    return found;
  }

  private static List<ObjectChange> objects(TreeObjects before, TreeObjects after) {
    Set<String> names = new TreeSet<>(before.objects().keySet());
    names.addAll(after.objects().keySet());
    List<ObjectChange> changes = new ArrayList<>();
    for (String name : names) {
      TreeObject old = before.objects().get(name);
      TreeObject made = after.objects().get(name);
      if (old == null && made != null) {
        changes.add(new ObjectChange.Added(made));
      } else if (made == null && old != null) {
        changes.add(new ObjectChange.Removed(old));
      } else if (old != null && made != null && !old.document().equals(made.document())) {
        changes.add(
            new ObjectChange.Changed(
                old, made, FieldChanges.between(old.document(), made.document())));
      }
    }
    return changes;
  }

  private static List<FileChange> files(TreeObjects before, TreeObjects after) {
    Set<String> paths = new TreeSet<>(before.files().keySet());
    paths.addAll(after.files().keySet());
    List<FileChange> changes = new ArrayList<>();
    for (String path : paths) {
      Optional<String> old = Optional.ofNullable(before.files().get(path));
      Optional<String> made = Optional.ofNullable(after.files().get(path));
      if (!old.equals(made)) {
        changes.add(new FileChange(path, old, made));
      }
    }
    return changes;
  }
}
