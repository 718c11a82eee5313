package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether MetalLB has a pool with each address that Services ask it for. */
public record AddressPools() implements Question {

  private static final String API = "metallb.io/v1beta1";
  private static final String KIND = "IPAddressPool";

  /**
   * @param addresses that it wants
   * @param pool from which, empty if from any
   */
  private record Balanced(String subject, List<String> addresses, String pool) {}

  @Override
  public String about() {
    return "addresses of load balancers";
  }

  private static List<Balanced> services(Wanted wanted) {
    List<Balanced> found = new ArrayList<>();
    for (TreeObject service : wanted.all("Service")) {
      JsonNode annotations = service.at("/metadata/annotations");
      String addresses = metallb(annotations, "loadBalancerIPs");
      String pool = metallb(annotations, "address-pool");
      if (!addresses.isEmpty() || !pool.isEmpty()) {
        List<String> each = addresses.isEmpty() ? List.of() : List.of(addresses.split("\\s*,\\s*"));
        found.add(new Balanced(service.name().inShort(), each, pool));
      }
    }
    return found;
  }

  private static String metallb(JsonNode annotations, String name) {
    String old = annotations.path("metallb.universe.tf/" + name).asText();
    return annotations.path("metallb.io/" + name).asText(old);
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return services(wanted).isEmpty() ? List.of() : List.of("get ipaddresspools.metallb.io -A");
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    List<Balanced> services = services(wanted);
    if (services.isEmpty()) {
      return;
    }
    Reply reply = site.list(API, KIND, "");
    if (reply instanceof Reply.Found found) {
      services.forEach(service -> judge(service, Site.items(found), told));
    } else if (reply instanceof Reply.Absent) {
      told.lack(
          "MetalLB",
          "is not installed, and " + services.get(0).subject() + " stays without an address",
          "install MetalLB, or reach the page otherwise");
    } else {
      told.unchecked("MetalLB", reply);
    }
  }

  private static void judge(Balanced service, List<JsonNode> pools, Told told) {
    List<String> ranges = new ArrayList<>();
    boolean isThere = false;
    for (JsonNode pool : pools) {
      if (service.pool().isEmpty() || service.pool().equals(pool.at("/metadata/name").asText())) {
        isThere = true;
        pool.at("/spec/addresses").forEach(range -> ranges.add(range.asText()));
      }
    }
    if (!isThere) {
      told.lack(
          service.subject(),
          "asks MetalLB for an address of "
              + (service.pool().isEmpty() ? "a pool" : "pool " + service.pool())
              + ", and there is none",
          "make an IPAddressPool with an L2Advertisement");
    }
    for (String address : isThere ? service.addresses() : List.<String>of()) {
      if (ranges.stream().anyMatch(range -> holds(range, address))) {
        told.ok(service.subject(), address + " is in a pool of MetalLB");
      } else {
        told.lack(
            service.subject(),
            address + " is in no pool of MetalLB, which has " + String.join(", ", ranges),
            "choose an address of those, or widen the pool");
      }
    }
  }

  /** Whether {@code range}, as {@code 10.0.0.0/24} or {@code 10.0.0.1-10.0.0.9}, has it. */
  static boolean holds(String range, String address) {
    Optional<BigInteger> wanted = number(address);
    if (wanted.isEmpty()) {
      return false;
    }
    if (range.contains("/")) {
      String[] parts = range.split("/", 2);
      Optional<BigInteger> first = number(parts[0]);
      boolean isOfOneKind = parts[0].contains(":") == address.contains(":");
      int free = (address.contains(":") ? 128 : 32) - Integer.parseInt(parts[1].strip());
      return isOfOneKind
          && first.isPresent()
          && first.get().shiftRight(free).equals(wanted.get().shiftRight(free));
    }
    String[] ends = range.split("-", 2);
    Optional<BigInteger> first = number(ends[0].strip());
    Optional<BigInteger> last = number(ends[ends.length - 1].strip());
    return first.isPresent()
        && last.isPresent()
        && first.get().compareTo(wanted.get()) <= 0
        && last.get().compareTo(wanted.get()) >= 0;
  }

  private static Optional<BigInteger> number(String address) {
    // Of a name, an address would be asked for.
    if (!address.matches("[0-9a-fA-F:.]+") || !(address + ":").matches(".*[.:].*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigInteger(1, InetAddress.getByName(address).getAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
