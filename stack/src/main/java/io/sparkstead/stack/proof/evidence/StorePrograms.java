package io.sparkstead.stack.proof.evidence;

import io.sparkstead.stack.proof.text.ShellCommands;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;

/** Which containers run a server of objects, known by what they are started by. */
public final class StorePrograms {

  private static final String MINIO = "minio";
  private static final String WEED = "weed";
  private static final String SERVER = "server";

  private StorePrograms() {}

  /** Whether {@code container} runs MinIO's server, and not a client of it. */
  public static boolean runMinio(ContainerView container) {
    return isMinio(container) && Words.of(container.commandLine()).contains(SERVER);
  }

  /** Whether the program of {@code container} is MinIO, or its image MinIO's. */
  public static boolean isMinio(ContainerView container) {
    String image = container.image().replaceAll("[:@].*", "");
    List<String> words = Words.of(container.commandLine());
    return image.endsWith("/" + MINIO)
        || (!words.isEmpty() && words.get(0).matches("(?:.*/)?" + MINIO));
  }

  /** The commands by which {@code workload} runs {@code weed server}, word by word. */
  public static List<List<String>> weedServers(Evidence stack, Workload workload) {
    List<List<String>> servers = new ArrayList<>();
    if (!stack.allTold(workload).contains(WEED)) {
      return servers;
    }
    List<List<String>> commands = new ArrayList<>(ShellCommands.of(stack.allTold(workload), WEED));
    for (ContainerView container : workload.mainContainers()) {
      commands.addAll(ShellCommands.of(String.join(" ", container.words()), WEED));
    }
    for (List<String> command : commands) {
      if (command.contains(SERVER)) {
        servers.add(command);
      }
    }
    return servers;
  }
}
