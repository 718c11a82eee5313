package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.image.LockedPackage;
import io.sparkstead.stack.image.PythonPackages;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.PipLock;
import io.sparkstead.stack.proof.evidence.image.PipLock.PinnedPackage;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether pip can install what locks of images list, and finds all of it there. */
public record Locks(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HASHES_ARE_OF_THE_VERSION =
      Rule.error("IMG-34", "The hashes of a lock are those of the version that it names")
          .why("pip finds no file that has one of them, and the build ends.")
          .fix("Lock anew: packages --lock writes version and hashes together.");

  static final Rule PACKAGE_HAS_HASHES =
      Rule.error("IMG-35", "Each package of a lock has hashes as pip takes them")
          .why("With --require-hashes pip refuses the file, and the build ends.")
          .fix("Lock anew: packages --lock writes version and hashes together.");

  static final Rule NEEDED_PACKAGES_ARE_LOCKED =
      Rule.error("IMG-36", "What a package of a lock needs is locked too")
          .why(
              "pip installs by --no-deps: the import ends with ModuleNotFoundError, in executors too.")
          .fix("Leave the package in the lock, or lock anew by packages --lock.");

  static final Rule PACKAGE_IS_LOCKED_ONCE =
      Rule.error("AGR-36", "A lock has each package once")
          .why("pip ends with: Double requirement given.")
          .fix("Leave one of them out.");

  private static final Map<String, Integer> DIGITS =
      Map.of("sha256", 64, "sha384", 96, "sha512", 128);

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      Optional<List<PipLock>> locks = PipLock.of(stack, dockerfile);
      Set<String> installed = new TreeSet<>();
      for (PipLock lock : locks.orElse(List.of())) {
        installed.addAll(lock.names());
      }
      for (PipLock lock : locks.orElse(List.of())) {
        // Those of the image below are asked with that image.
        if (Paths.folder(lock.path()).equals(Paths.folder(dockerfile.path()))) {
          lock(lock, installed, isHashed(dockerfile));
        }
      }
    }
  }

  private static boolean isHashed(DockerfileText dockerfile) {
    return dockerfile.expanded().contains("--require-hashes");
  }

  private void lock(PipLock lock, Set<String> installed, boolean isHashed) {
    Map<String, LockedPackage> shipped = byHash();
    Map<String, String> seen = new HashMap<>();
    for (PinnedPackage entry : lock.entries()) {
      String before = seen.putIfAbsent(entry.name(), entry.pin());
      if (before != null && !before.equals(entry.pin())) {
        inFile(PACKAGE_IS_LOCKED_ONCE, lock.path(), entry.pin())
            .say("{it} has {} and {}; leave one of them out", before, entry.pin());
      }
      if (isHashed) {
        hasHashes(lock, entry);
      }
      hashesAreOfTheVersion(lock, entry, shipped);
      needsAreLocked(lock, entry, installed);
    }
  }

  private static Map<String, LockedPackage> byHash() {
    Map<String, LockedPackage> byHash = new HashMap<>();
    for (LockedPackage one : PythonPackages.shipped()) {
      for (String hash : one.hashes()) {
        byHash.put(hash, one);
      }
    }
    return byHash;
  }

  private void hasHashes(PipLock lock, PinnedPackage entry) {
    if (entry.hashes().isEmpty()) {
      inFile(PACKAGE_HAS_HASHES, lock.path(), entry.pin())
          .say("{it} locks {} without a hash, which pip refuses; lock anew", entry.pin());
    }
    for (String hash : entry.hashes()) {
      int colon = Math.max(0, hash.indexOf(':'));
      String digits = hash.substring(Math.min(hash.length(), colon + 1));
      Integer wanted = DIGITS.get(hash.substring(0, colon));
      if (wanted == null || digits.length() != wanted || !digits.matches("[0-9a-f]*")) {
        inFile(PACKAGE_HAS_HASHES, lock.path(), hash)
            .say("{it} gives {} the hash {}, which is none; lock anew", entry.pin(), hash);
      }
    }
  }

  /** Said only where every hash is known to be another's: one that is right is enough for pip. */
  private void hashesAreOfTheVersion(
      PipLock lock, PinnedPackage entry, Map<String, LockedPackage> shipped) {
    Optional<LockedPackage> other = Optional.empty();
    for (String hash : entry.hashes()) {
      other = Optional.ofNullable(shipped.get(hash));
      boolean isOwn =
          other.isEmpty()
              || (other.get().name().equals(entry.name())
                  && other.get().version().equals(entry.version()));
      if (isOwn) {
        return;
      }
    }
    if (other.isPresent()) {
      inFile(HASHES_ARE_OF_THE_VERSION, lock.path(), entry.pin())
          .say(
              "{it} locks {} by the hashes of {} {}, so that pip finds no file of it; lock anew",
              entry.pin(),
              other.get().name(),
              other.get().version());
    }
  }

  private void needsAreLocked(PipLock lock, PinnedPackage entry, Set<String> installed) {
    for (String need : PackageNeeds.of(entry.name(), entry.version())) {
      if (!installed.contains(need)) {
        inFile(NEEDED_PACKAGES_ARE_LOCKED, lock.path(), entry.pin())
            .say(
                "{it} locks {}, which needs {}, and no lock of the image has that; leave it in the"
                    + " lock, or lock anew",
                entry.pin(),
                need);
      }
    }
  }
}
