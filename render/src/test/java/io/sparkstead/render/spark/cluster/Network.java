package io.sparkstead.render.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses and names. Each pod has an address of its own in 127.0.0.0/8, as it would have in a
 * cluster, so that it may listen on whatever port is rendered; names stand in a file that Java
 * reads in place of DNS.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/core/java-networking.html">jdk.net.hosts.file</a>
 */
public final class Network {

  private final Path hosts;

  /** Drawn by lot: two runs on one machine do not meet. */
  private final String prefix =
      "127."
          + ThreadLocalRandom.current().nextInt(1, 255)
          + "."
          + ThreadLocalRandom.current().nextInt(1, 255)
          + ".";

  private int addresses;

  Network(Path hosts) {
    this.hosts = hosts;
    name("127.0.0.1", "localhost");
    // Java asks for it, if only to write it into a log.
    name("127.0.0.1", ownName());
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this-host";
    }
  }

  synchronized String address() {
    addresses++;
    return prefix + addresses;
  }

  synchronized void name(String address, String host) {
    try {
      Files.writeString(
          hosts, address + " " + host + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path hosts() {
    return hosts;
  }
}
