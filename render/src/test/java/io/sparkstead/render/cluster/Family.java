package io.sparkstead.render.cluster;

import io.sparkstead.render.cluster.control.ControlPlane;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Of which addresses a cluster is, and who writes an environment for it. */
@SuppressWarnings("ImmutableEnumChecker") // What it holds, nobody can change.
enum Family {
  IPV4(Network.FOUR),
  DUAL_STACK(Network.FOUR, Network.SIX),
  IPV6(Network.SIX);

  /**
   * The addresses of one kind that a cluster has.
   *
   * @param name as Services have it
   * @param services out of which a Service gets its own; {@code first} is that of the API server
   */
  private record Network(String name, String node, String services, String first, String pods) {

    static final Network FOUR =
        new Network("IPv4", "10.123.0.1", "10.124.0.0/16", "10.124.0.1", "10.125.0.0/16");

    static final Network SIX =
        new Network("IPv6", "fd00:123::1", "fd00:124::/108", "fd00:124::1", "fd00:125::/56");
  }

  /** Each block of addresses that an environment names. */
  private static final Pattern BLOCK =
      Pattern.compile("(?:new Cidr|Cidr\\.only)\\(\"[0-9.]+(?:/[0-9]+)?\"\\)");

  /** Each address that it asks MetalLB for. */
  private static final Pattern ASKED = Pattern.compile("(?<=new MetalLb\\(\")[0-9.]+(?=\"\\))");

  private static final Pattern ADDRESS = Pattern.compile("([0-9]+(?:\\.[0-9]+){3})(?:/([0-9]+))?");

  /** As Services have them; a Service that asks for nothing is of the first. */
  final List<String> names;

  /** Out of which a Service gets its addresses, one for each of {@link #names}. */
  final List<String> ranges;

  /** What the script that starts it wants to know. */
  private final Map<String, String> settings;

  Family(Network... networks) {
    names = Stream.of(networks).map(Network::name).toList();
    ranges = Stream.of(networks).map(Network::services).toList();
    settings =
        Map.of(
            "NODE_IP", joined(Network::node, networks),
            "SERVICE_CIDR", String.join(",", ranges),
            "POD_CIDR", joined(Network::pods, networks),
            "API_SERVICE_IP", networks[0].first());
  }

  private static String joined(Function<Network, String> part, Network... networks) {
    return Stream.of(networks).map(part).collect(Collectors.joining(","));
  }

  /** A cluster of it, with what trees expect of one; the shared one, where that is such a one. */
  ControlPlane cluster() {
    if (!isAlone()) {
      return ControlPlane.shared();
    }
    ControlPlane plane = ControlPlane.start(ControlPlane.TARGET.resolve("of-" + this), settings);
    plane.prepare();
    return plane;
  }

  /** Whether its cluster is for itself, and to be closed. */
  boolean isAlone() {
    return this != IPV4;
  }

  /** The Java of an environment, as its owner writes it in such a cluster. */
  String written(String java) {
    String blocks = BLOCK.matcher(java).replaceAll(found -> written(found.group(), ", "));
    return ASKED.matcher(blocks).replaceAll(found -> written(found.group(), ","));
  }

  private String written(String four, String and) {
    String six = ADDRESS.matcher(four).replaceAll(Family::six);
    return switch (this) {
      case IPV4 -> four;
      case DUAL_STACK -> four + and + six;
      case IPV6 -> six;
    };
  }

  /** What stands for an address or a block: an octet becomes a group of that name. */
  private static String six(MatchResult address) {
    String length = address.group(2);
    String six = "fd00::" + address.group(1).replace('.', ':');
    return length == null ? six : six + "/" + (64 + 2 * Integer.parseInt(length));
  }

  @Override
  public String toString() {
    return String.join("-", names);
  }
}
