package io.sparkstead.dsl.value;

/**
 * A name that is fit for a Service, a workload and a host name alike: a DNS label of RFC 1035.
 *
 * <pre>{@code
 * DnsLabel.of("spark-history-server");
 * DnsLabel.of("History_Server"); // refused
 * }</pre>
 *
 * <p>RFC 1123 would also allow a leading digit, but Services refuse it, and nearly every name in a
 * stack becomes a Service sooner or later.
 *
 * @param text 1 to 63 of {@code a-z 0-9 -}, beginning with a letter, not ending with a hyphen
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object
 *     names</a>
 */
public record DnsLabel(String text) implements Comparable<DnsLabel> {

  /** The longest label DNS carries. */
  public static final int MAX_LENGTH = 63;

  public DnsLabel {
    if (!isRfc1123(text) || !Ascii.isLowerCase(text.charAt(0))) {
      throw new IllegalArgumentException(
          "name '"
              + text
              + "' is not a DNS label: use 1-63 of a-z, 0-9 and hyphens, beginning with a letter"
              + " and not ending with a hyphen");
    }
  }

  public static DnsLabel of(String text) {
    return new DnsLabel(text);
  }

  /** This name with {@code suffix} behind a hyphen: {@code minio} becomes {@code minio-pvc}. */
  public DnsLabel dash(String suffix) {
    return new DnsLabel(text + "-" + suffix);
  }

  /** Whether {@code text} is a label of RFC 1123, which may begin with a digit. */
  public static boolean isRfc1123(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isInLabel(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(0) != '-' && text.charAt(text.length() - 1) != '-';
  }

  /** Whether {@code c} is one of {@code a-z 0-9 -}. */
  public static boolean isInLabel(char c) {
    return Ascii.isLowerCase(c) || Ascii.isDigit(c) || c == '-';
  }

  /** Whether {@code text} is a subdomain of RFC 1123: labels with dots between, 253 at most. */
  public static boolean isSubdomain(String text) {
    if (text.length() > 253) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!isRfc1123(label)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether Windows keeps {@code text} for itself, so that no folder there can be called so: {@code
   * con}, {@code nul}, {@code com1}.
   */
  public static boolean isKeptByWindows(String text) {
    return switch (text) {
      case "con", "prn", "aux", "nul" -> true;
      default ->
          text.length() == 4
              && (text.startsWith("com") || text.startsWith("lpt"))
              && text.charAt(3) >= '1'
              && text.charAt(3) <= '9';
    };
  }

  @Override
  public int compareTo(DnsLabel other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
