package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is refused. What is asked of many fields is asked here: words, ranges, names,
 * labels, paths, ports.
 */
final class Refusals {

  private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");
  private static final String VALUES = "values";
  private static final String AS_A_LABEL = "use 1-63 of A-Z a-z 0-9 - _ .";
  static final String AS_A_KEY = AS_A_LABEL + ", or example.org/ before";
  private static final int MOST_OF_PORTS = 65_535;
  private static final int LONGEST_KEY = 253;
  private static final int BITS_OF_4 = 32;
  private static final int BITS_OF_6 = 128;
  private static final int EVERY_MODE = 511;

  private final List<Refused> found = new ArrayList<>();

  List<Refused> all() {
    return List.copyOf(found);
  }

  void unless(boolean isTaken, String field, @Nullable Object value, String remedy) {
    if (!isTaken) {
      found.add(new Refused(field, value == null ? "" : value.toString(), remedy));
    }
  }

  /** A word, or nothing, which is the default. */
  void oneOf(List<String> taken, String field, @Nullable String value) {
    unless(value == null || value.isEmpty() || taken.contains(value), field, value, say(taken));
  }

  /** A word, or no field: an empty one has no default. */
  void wordOf(List<String> taken, String field, @Nullable String value) {
    unless(value == null || taken.contains(value), field, value, say(taken));
  }

  /** {@code say A, B or C}. */
  static String say(List<String> taken) {
    StringBuilder say = new StringBuilder("say ");
    for (int i = 0; i < taken.size(); i++) {
      say.append(i == 0 ? "" : i == taken.size() - 1 ? " or " : ", ").append(taken.get(i));
    }
    return say.toString();
  }

  void required(String field, @Nullable Object value) {
    unless(value != null && !value.toString().isEmpty(), field, value, "say one");
  }

  /** A number, or none. */
  void between(String field, @Nullable Number number, long least, long most) {
    boolean isTaken = number == null || (number.longValue() >= least && number.longValue() <= most);
    unless(
        isTaken,
        field,
        number,
        most >= Integer.MAX_VALUE ? "say " + least + " or more" : "say " + least + " to " + most);
  }

  void notNegative(String field, @Nullable Number number) {
    between(field, number, 0, Long.MAX_VALUE);
  }

  /** Of a user or a group, or none. */
  void id(String field, @Nullable Long number) {
    boolean isTaken = number == null || (number >= 0 && number <= Integer.MAX_VALUE);
    unless(isTaken, field, number, "say 0 to 2147483647");
  }

  /** Of a file, or none. */
  void mode(String field, @Nullable Integer mode) {
    unless(mode == null || (mode >= 0 && mode <= EVERY_MODE), field, mode, "say 0 to 511");
  }

  void port(String field, @Nullable Integer number) {
    boolean isPort = number != null && number >= 1 && number <= MOST_OF_PORTS;
    unless(isPort, field, String.valueOf(number), "say 1 to 65535");
  }

  /** A number, or the name of one. */
  void portOrName(String field, @Nullable IntOrString port) {
    String name = port == null ? null : port.getStrVal();
    if (name == null) {
      port(field, port == null ? null : port.getIntVal());
    } else {
      unless(Port.isIanaServiceName(name), field, name, "say 1 to 65535 or 1-15 of a-z 0-9 -");
    }
  }

  /** 1 to 63 of a-z 0-9 -. */
  void label(String field, @Nullable String name) {
    String text = Given.text(name);
    unless(DnsLabel.isRfc1123(text), field, text, "use 1-63 of a-z 0-9 -");
  }

  /** Labels with dots between. */
  void subdomain(String field, @Nullable String name) {
    String text = Given.text(name);
    unless(DnsLabel.isSubdomain(text), field, text, "use 1-253 of a-z 0-9 - .");
  }

  /** Refuses a {@code name} that is said and is no subdomain. */
  void subdomainOrNothing(String field, @Nullable String name) {
    if (!Given.text(name).isEmpty()) {
      subdomain(field, name);
    }
  }

  /** A key of a label: {@code example.org/team}. */
  void qualified(String field, String key) {
    unless(Labels.isKey(key), field, key, AS_A_KEY);
  }

  /** Labels that are written; one that is filled in later is not judged. */
  void labels(@Nullable Map<String, String> labels) {
    for (Map.Entry<String, String> label : Given.texts(labels).entrySet()) {
      String value = Given.text(label.getValue());
      qualified("labels", label.getKey());
      unless(
          value.isEmpty() || value.contains("$") || Labels.isValue(value),
          label.getKey(),
          value,
          AS_A_LABEL);
    }
  }

  /** The value of a label. */
  void labelValue(String field, String value) {
    unless(value.isEmpty() || Labels.isValue(value), field, value, AS_A_LABEL);
  }

  void selector(@Nullable LabelSelector selector) {
    if (selector == null) {
      return;
    }
    labels(selector.getMatchLabels());
    for (LabelSelectorRequirement each : Given.list(selector.getMatchExpressions())) {
      String operator = Given.text(each.getOperator());
      qualified("key", Given.text(each.getKey()));
      unless(OPERATORS.contains(operator), "operator", operator, say(OPERATORS));
      List<String> values = Given.list(each.getValues());
      boolean wantsNone = operator.equals("Exists") || operator.equals("DoesNotExist");
      unless(
          values.isEmpty() == wantsNone,
          VALUES,
          values,
          "say some for In and NotIn, and none for the others");
      for (String value : values) {
        labelValue(VALUES, value);
      }
    }
  }

  /** A key of a ConfigMap or a Secret. */
  void key(String field, @Nullable String key) {
    String text = Given.text(key);
    boolean isKey = !text.isEmpty() && text.length() <= LONGEST_KEY && !text.startsWith("..");
    for (int i = 0; i < text.length(); i++) {
      isKey &= Ascii.isInName(text.charAt(i));
    }
    unless(isKey && !text.equals("."), field, text, "use 1-253 of A-Z a-z 0-9 - _ .");
  }

  /** Addresses that are next to each other. */
  void block(String field, String block) {
    unless(isBlock(block), field, block, "write it as 10.0.0.0/8");
  }

  static boolean isBlock(String text) {
    int slash = text.indexOf('/');
    String bits = text.substring(slash + 1);
    return slash > 0
        && Cidr.isAddress(text.substring(0, slash))
        && !bits.isEmpty()
        && bits.length() <= 3
        && Ascii.endOfDigits(bits, 0) == bits.length()
        && (bits.length() == 1 || bits.charAt(0) != '0')
        && Integer.parseInt(bits) <= (text.contains(":") ? BITS_OF_6 : BITS_OF_4);
  }

  void address(String field, String address) {
    unless(Cidr.isAddress(address), field, address, "say an address");
  }

  /** A path below a folder. */
  void below(String field, @Nullable String path) {
    String text = Given.text(path);
    boolean isBelow = !text.isEmpty() && !text.startsWith("/") && !stepsBack(text);
    unless(isBelow, field, text, "say a path without / before and .. in it");
  }

  static boolean stepsBack(String path) {
    return ("/" + path + "/").contains("/../");
  }
}
