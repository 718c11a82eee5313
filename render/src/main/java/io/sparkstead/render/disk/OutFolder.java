package io.sparkstead.render.disk;

import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The folder of one environment on disk.
 *
 * <p>Whoever looks, at any moment and after any crash, sees of each file the old text or the new
 * one: all new texts are first written beside their targets, then moved over them, then what is no
 * longer wanted is deleted, and the ledger comes last. Meanwhile a second ledger says what is under
 * way, so that the run after a killed one can tell it from files of others.
 *
 * @param root e.g. {@code out/homelab}; need not exist
 */
public record OutFolder(Path root) {

  /** The file of {@link #imageLock}. */
  public static final String LOCK = "images.lock";

  /**
   * A ledger of what is about to be written, and only there while it is. Of one that was torn off,
   * nothing was written yet.
   */
  static final String PENDING = ".sparkstead/pending";

  /** Compares {@code tree} with what is here. Changes nothing. */
  public Plan plan(ManifestTree tree) throws IOException {
    String ledger = Ledger.of(tree).text();
    while (true) {
      Root files = new Root(root);
      Ledger known = known(files);
      Plan plan = plan(tree, ledger, files, known);
      // What another run writes meanwhile looks like somebody's until the ledger is read again.
      if (!plan.hasConflicts() || known.equals(known(new Root(root)))) {
        return plan;
      }
    }
  }

  private static Plan plan(ManifestTree tree, String ledger, Root files, Ledger known)
      throws IOException {
    SortedMap<String, Step> steps = new TreeMap<>();
    Map<String, Fingerprint> edits = new HashMap<>();
    for (Map.Entry<String, String> file : tree.files().entrySet()) {
      String path = file.getKey();
      Optional<byte[]> found = files.read(path);
      steps.put(path, stepTowards(file.getValue(), path, found, known));
      keepEdit(path, steps, found, edits);
    }
    for (String path : known.fingerprints().keySet()) {
      if (!tree.files().containsKey(path)) {
        Optional<byte[]> found = files.read(path);
        if (found.isPresent()) {
          steps.put(path, known.wrote(path, found.get()) ? Step.DELETE : Step.EDITED);
          keepEdit(path, steps, found, edits);
        }
      }
    }
    steps.put(Ledger.PATH, ledgerStep(ledger, files));
    return new Plan(steps, ledger, edits);
  }

  private static void keepEdit(
      String path,
      SortedMap<String, Step> steps,
      Optional<byte[]> found,
      Map<String, Fingerprint> edits) {
    if (steps.get(path) == Step.EDITED && found.isPresent()) {
      edits.put(path, Fingerprint.of(found.get()));
    }
  }

  /** Whoever edits the ledger gains nothing by it: it is ours to write anew. */
  private static Step ledgerStep(String wanted, Root files) throws IOException {
    Optional<byte[]> found = files.read(Ledger.PATH);
    if (found.isEmpty()) {
      return Step.CREATE;
    }
    return Arrays.equals(found.get(), bytes(wanted)) ? Step.KEEP : Step.UPDATE;
  }

  private static Step stepTowards(
      String wanted, String path, Optional<byte[]> found, Ledger known) {
    if (found.isEmpty()) {
      return Step.CREATE;
    }
    if (Arrays.equals(found.get(), bytes(wanted))) {
      return Step.KEEP;
    }
    if (!known.names(path)) {
      return Step.FOREIGN;
    }
    return known.wrote(path, found.get()) ? Step.UPDATE : Step.EDITED;
  }

  /**
   * Brings the folder up to {@code tree}, alone among all runs.
   *
   * @param agreed what {@link #plan} found for this tree, without files of others in the way; files
   *     of ours that were edited are replaced, so whoever calls has asked. What was edited since is
   *     not.
   * @return what was done
   */
  @SuppressWarnings("try") // A turn is held, not used.
  public Plan apply(ManifestTree tree, Plan agreed) throws IOException {
    if (!agreed.paths(Step.FOREIGN).isEmpty()) {
      throw new IllegalArgumentException(agreed.paths(Step.FOREIGN) + " are not ours to replace");
    }
    Root files = new Root(root);
    if (agreed.isUpToDate() && !files.has(PENDING)) {
      return agreed;
    }
    try (Turn turn = Turn.in(files)) {
      boolean followsAKilledRun = files.has(PENDING);
      Ledger known = known(files);
      Plan plan = plan(tree, agreed.ledger(), files, known);
      refuseNews(agreed, plan);
      if (!plan.isUpToDate()) {
        files.append(PENDING, plan.ledger());
        write(tree, plan, files, known, followsAKilledRun);
      }
      if (followsAKilledRun) {
        for (String path : known.fingerprints().keySet()) {
          files.discard(path);
        }
        files.discard(Ledger.PATH);
      }
      files.deleteAlone(PENDING);
      return plan;
    }
  }

  private void refuseNews(Plan agreed, Plan now) throws FileSystemException {
    for (Step step : List.of(Step.EDITED, Step.FOREIGN)) {
      for (String path : now.paths(step)) {
        if (agreed.steps().get(path) != step
            || !Objects.equals(agreed.edits().get(path), now.edits().get(path))) {
          throw changed(path);
        }
      }
    }
  }

  private FileSystemException changed(String path) {
    return new FileSystemException(
        root.resolve(path).toString(), null, "was changed meanwhile; look at it and run again");
  }

  /** To write takes a while, in which somebody may save a file that is about to be replaced. */
  private void refuseEdit(String path, String wanted, Plan plan, Root files, Ledger known)
      throws IOException {
    Optional<byte[]> found = files.read(path);
    boolean isOurs =
        found.isEmpty()
            || known.wrote(path, found.get())
            || Arrays.equals(found.get(), bytes(wanted))
            || Fingerprint.of(found.get()).equals(plan.edits().get(path));
    if (!isOurs) {
      throw changed(path);
    }
  }

  private void write(
      ManifestTree tree, Plan plan, Root files, Ledger known, boolean followsAKilledRun)
      throws IOException {
    Map<String, String> writes = new LinkedHashMap<>(tree.files());
    writes.keySet().removeAll(plan.paths(Step.KEEP));
    writes.put(Ledger.PATH, plan.ledger());
    SortedMap<String, Step> deletions = new TreeMap<>(plan.steps());
    deletions.keySet().removeAll(tree.files().keySet());
    deletions.remove(Ledger.PATH);
    List<Root.Staged> staged;
    try {
      files.settle(Set.of(PENDING));
      staged = files.stage(writes);
      for (Map.Entry<String, String> write : writes.entrySet()) {
        // Whoever edits the ledger gains nothing by it.
        if (!write.getKey().equals(Ledger.PATH)) {
          refuseEdit(write.getKey(), write.getValue(), plan, files, known);
        }
      }
      for (String path : deletions.keySet()) {
        refuseEdit(path, "", plan, files, known);
      }
    } catch (IOException e) {
      takeBack(writes.keySet(), files, followsAKilledRun, e);
      throw e;
    }
    int last = staged.size() - 1;
    Iterator<String> paths = writes.keySet().iterator();
    for (Root.Staged each : staged.subList(0, last)) {
      refuseEdit(paths.next(), each.text(), plan, files, known);
      files.commit(each);
    }
    for (String path : deletions.keySet()) {
      refuseEdit(path, "", plan, files, known);
      files.delete(path);
    }
    files.settle(staged.subList(0, last));
    files.settle(deletions.keySet());
    Root.Staged ledger = staged.get(last);
    files.commit(ledger);
    files.settle(List.of(ledger));
  }

  /** All new texts or none: a full disk is noticed while the old tree still stands. */
  private static void takeBack(
      Set<String> writes, Root files, boolean followsAKilledRun, IOException reason) {
    try {
      for (String path : writes) {
        files.discard(path);
      }
      if (!followsAKilledRun) {
        files.deleteAlone(PENDING);
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** What we wrote, by the ledger, and what a killed run was about to. */
  private static Ledger known(Root files) throws IOException {
    StringBuilder lines = new StringBuilder();
    // In this order: what a run that ends meanwhile takes from the one, it has put into the other.
    for (String path : List.of(PENDING, Ledger.PATH)) {
      Optional<byte[]> found = files.read(path);
      if (found.isPresent()) {
        lines.append(text(found.get())).append('\n');
      }
    }
    return Ledger.parse(lines.toString());
  }

  /** The digests that {@code images --lock} left here; none where it never ran. */
  public ImageLock imageLock() throws IOException {
    Optional<String> lock = text(LOCK);
    return lock.isEmpty() ? ImageLock.NONE : ImageLock.parse(lock.get());
  }

  /**
   * The files here that we wrote, as they are now, by path.
   *
   * @param besides which others the file at a path with a text leads to
   */
  public Map<String, String> texts(BiFunction<String, String, List<String>> besides)
      throws IOException {
    Root files = new Root(root);
    return texts(known(files).fingerprints().keySet(), path -> textOf(files, path), besides);
  }

  private static Optional<String> textOf(Root files, String path) throws IOException {
    Optional<byte[]> found = files.read(path);
    return found.isPresent() ? Optional.of(text(found.get())) : Optional.empty();
  }

  /** Where texts are, on a disk or elsewhere. */
  public interface Texts {
    Optional<String> at(String path) throws IOException;
  }

  /** Of {@code ours}, those that are there, and of all that they lead to by {@code besides}. */
  public static Map<String, String> texts(
      Set<String> ours, Texts all, BiFunction<String, String, List<String>> besides)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    Deque<String> paths = new ArrayDeque<>(ours);
    while (!paths.isEmpty()) {
      String path = paths.remove();
      Optional<String> text =
          texts.containsKey(path) || !ManifestTree.isInside(path) ? Optional.empty() : all.at(path);
      if (text.isPresent()) {
        texts.put(path, text.get());
        paths.addAll(besides.apply(path, text.get()));
      }
    }
    return texts;
  }

  /** The text of the file at {@code path}, whoever wrote it. */
  public Optional<String> text(String path) throws IOException {
    return textOf(new Root(root), path);
  }

  /** Replaces the lock. It stands in no ledger: no render writes or deletes it. */
  public void lock(ImageLock lock) throws IOException {
    new Root(root).replace(LOCK, lock.text());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
