package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.kube.Exposure.MetalLb;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Free addresses in a pool of MetalLB. */
final class Balancers {

  /** Of one range; nobody has that many Services. */
  private static final int MOST = 4096;

  /** From which people come who are on a network of their own, and its blocks. */
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

  private Balancers() {}

  /** That, if there is a pool that is open to all and has any. */
  static Optional<Door> of(Site site) throws Unanswered {
    Reply pools = site.list("metallb.io/v1beta1", "IPAddressPool", "");
    Reply services = site.list("v1", "Service", "");
    if (!(pools instanceof Reply.Found found) || !(services instanceof Reply.Found all)) {
      return Optional.empty();
    }
    Set<String> taken = taken(Site.items(all));
    for (JsonNode pool : Site.items(found)) {
      List<String> ranges = new ArrayList<>();
      pool.at("/spec/addresses").forEach(range -> ranges.add(range.asText()));
      List<String> free = free(ranges, taken);
      // One that is for some Services alone would give ours none.
      if (!pool.at("/spec").has("serviceAllocation") && !free.isEmpty()) {
        return Optional.of(door(pool, ranges, free));
      }
    }
    return Optional.empty();
  }

  private static Door door(JsonNode pool, List<String> ranges, List<String> free) {
    String name =
        pool.at("/metadata/namespace").asText() + "/" + pool.at("/metadata/name").asText();
    List<String> people = people(free.get(0));
    return Door.open(
        "IPAddressPool %s: %s, of which no Service has %s. Who is at %s may come"
            .formatted(
                name,
                String.join(", ", ranges),
                String.join(" and ", free),
                String.join(" and ", people)),
        free.stream().map(each -> Statement.made(MetalLb.class, Code.text(each))).toList(),
        people.stream().map(each -> Statement.made(Cidr.class, Code.text(each))).toList(),
        List.of());
  }

  /** The private block that has {@code address}, or else everybody in two halves. */
  private static List<String> people(String address) {
    for (String block : PRIVATE) {
      if (Cidr.holds(block, address)) {
        return List.of(block);
      }
    }
    return address.contains(":")
        ? List.of("::/1", "8000::/1")
        : List.of("0.0.0.0/1", "128.0.0.0/1");
  }

  /** What Services have, or ask for. */
  private static Set<String> taken(List<JsonNode> services) {
    Set<String> taken = new TreeSet<>();
    for (JsonNode service : services) {
      service.at("/status/loadBalancer/ingress").forEach(one -> taken.add(one.path("ip").asText()));
      taken.add(service.at("/spec/loadBalancerIP").asText());
      service
          .at("/metadata/annotations")
          .properties()
          .forEach(
              each -> {
                if (each.getKey().endsWith("/loadBalancerIPs")) {
                  taken.addAll(Arrays.asList(each.getValue().asText().split("\\s*,\\s*")));
                }
              });
    }
    return taken;
  }

  private static List<String> free(List<String> ranges, Set<String> taken) {
    List<String> free = new ArrayList<>();
    for (String range : ranges) {
      for (String address : addresses(range)) {
        // Some routers drop those that end so, and MetalLB can be told to leave them out.
        boolean isOdd = address.endsWith(".0") || address.endsWith(".255");
        if (free.size() < Door.PAGES.size() && !isOdd && !taken.contains(address)) {
          free.add(address);
        }
      }
    }
    return free;
  }

  /** The first of {@code 10.0.0.0/24} or {@code 10.0.0.1-10.0.0.9}. */
  private static List<String> addresses(String range) {
    String[] ends = range.split("\\s*[-/]\\s*", 2);
    Optional<byte[]> first = bytes(ends[0]);
    Optional<BigInteger> count =
        first.isEmpty() || ends.length < 2
            ? Optional.empty()
            : range.contains("/")
                ? size(first.get(), ends[1])
                : bytes(ends[1])
                    .map(last -> number(last).subtract(number(first.get())).add(BigInteger.ONE));
    List<String> addresses = new ArrayList<>();
    int most = count.orElse(BigInteger.ZERO).min(BigInteger.valueOf(MOST)).intValue();
    for (int i = 0; i < most; i++) {
      addresses.add(address(number(first.get()).add(BigInteger.valueOf(i)), first.get().length));
    }
    return addresses;
  }

  private static Optional<BigInteger> size(byte[] address, String length) {
    int bits = address.length * 8;
    if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
      return Optional.empty();
    }
    return Optional.of(BigInteger.ONE.shiftLeft(bits - Integer.parseInt(length)));
  }

  private static BigInteger number(byte[] address) {
    return new BigInteger(1, address);
  }

  /** Of an address; a name would be asked for. */
  private static Optional<byte[]> bytes(String address) {
    try {
      return Cidr.isAddress(address)
          ? Optional.of(InetAddress.getByName(address).getAddress())
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String address(BigInteger number, int length) {
    byte[] bytes = new byte[length];
    byte[] given = number.toByteArray();
    int count = Math.min(length, given.length);
    System.arraycopy(given, given.length - count, bytes, length - count, count);
    try {
      return Cidr.canonical(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(length + " bytes are no address", e);
    }
  }
}
