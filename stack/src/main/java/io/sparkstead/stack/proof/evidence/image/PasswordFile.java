package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** The users that an image knows, and the programs that make them. */
record PasswordFile(BaseImage base, List<Copied> copies, List<Ran> commands) {

  private static final String PATH = "/etc/passwd";

  /** Whether somebody may have put the number into it. */
  boolean mayKnow(long uid) {
    if (base.mayKnow(uid)) {
      return true;
    }
    for (Copied copied : copies) {
      if (Paths.isAtOrIn(copied.to(), PATH)) {
        return true;
      }
    }
    for (Ran command : commands) {
      boolean namesPasswords = command.mentions(PATH) || command.mentions("nss_wrapper");
      if (namesPasswords || command.isOpen() || isUser(command, uid)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it makes the user of that number, or one whose number it does not say. */
  private static boolean isUser(Ran command, long uid) {
    if (!command.isOf("useradd") && !command.isOf("adduser") && !command.isOf("usermod")) {
      return false;
    }
    String line = String.join(" ", command.words());
    Optional<String> number = Words.numberAfter(line, "--uid");
    number = number.isPresent() ? number : Words.numberAfter(line, "-u");
    return number.isEmpty() || number.get().equals(Long.toString(uid));
  }

  /** Whether useradd or groupadd is run where no package has brought them. */
  boolean lacksPrograms() {
    boolean isWanted = false;
    for (Ran command : commands) {
      for (String each : command.packages()) {
        if (each.contains("shadow") || each.startsWith("$")) {
          return false;
        }
      }
      if (command.isOpen() || command.mentions("shadow")) {
        return false;
      }
      isWanted |= command.isOf("useradd") || command.isOf("groupadd");
    }
    return isWanted && base.hasNoUserPrograms();
  }
}
