package io.sparkstead.render.adopt.found;

import io.sparkstead.stack.proof.text.CredentialText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What promises a credential by its name, and what is one by its look.
 *
 * <p>It knows more of them than SEC-01 does: that one must not refuse what is right, and here
 * nothing worse happens than that a person carries a value by hand.
 */
final class CredentialShapes {

  private static final Pattern CALLED =
      Pattern.compile(
          "(?is).*(passw|passphrase|passcode|pwd|secret[._-]?key|access[._-]?key|token|credential"
              + "|private[._-]?key|_secret|api[._-]?key|root_user|(auth|account|signing|encryption)"
              + "[._-]?key|connection[._-]?string|bearer|jwt).*"
              + "|(.*[._/-])?(pat|pass|pw|psk|pin|dsn|sas)");

  /** That say where one is, or how it is come by. */
  private static final Pattern NAMES_A_PLACE =
      Pattern.compile(
          "(?is).*(file|path|provider|names?|enabled|class|type|projection|expiration|expiry"
              + "|seconds|ttl|audience|ratio|renewal|interval)"
              + "|.*\\.(py|sh|conf|xml|json|ya?ml|properties|sql|md|ini|cfg|toml|scala|ipynb)"
              + "|.*(secretkeyref\\.|image\\.pullsecrets).*|imagePullSecrets"
              + "|(.*[/._-])?((auth|tls|auth-tls|ssl|proxy-ssl|ca|pull)-?secrets?)");

  private static final Pattern STRICT = Pattern.compile("(?is).*(passw\\w*|passphrase|pwd|secret)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}(\\.\\d+)?[smhd]?");
  private static final Pattern CHECKSUM = Pattern.compile("(?is).*(checksum|digest).*");
  private static final Pattern SUM = Pattern.compile("(sha\\d+:)?[0-9a-fA-F]{8,128}");

  private static final Pattern NOTHING =
      Pattern.compile(
          "(?is)\\s*|true|false|none|null|[|>&*.%-]+|''|\"\"|\\$\\(\\w+\\)|\\$\\{\\w+}|\\$[A-Z_]+"
              + "|<[^<>]*>|\\{\\{.*}}|/(run|var|etc|opt|home|mnt|tmp|vault|secrets?|usr|data|root)/"
              + "[\\w.@/-]+|arn:aws\\S*|alias/\\S+");

  /** In a text, where what is worked out stands too: {@code os.environ["TOKEN"]}. */
  private static final Pattern WORKED_OUT =
      Pattern.compile(
          "(?s)\\$[({A-Za-z_].*|\\{.*|(\\w+\\.[.\\w]+|get\\w*|open|str|read\\w*|load\\w*)[(\\[].*");

  private static final String QUOTED = "[\"']?([^\\s\"',;}<]+)";

  /** A name, and what it gets. */
  private static final List<Pattern> PAIRS =
      List.of(
          Pattern.compile("(?m)(?<![\\w./-])([\\w./-]*\\w)[\"']?]?[ \\t]*[=:][ \\t]*" + QUOTED),
          Pattern.compile("(?m)^[ \\t]*([\\w./-]+)[ \\t]+(\\S+)[ \\t]*$"),
          Pattern.compile("--?([A-Za-z][\\w.-]*)[ \\t]+[\"']?((?!-)[^\\s\"']+)"),
          Pattern.compile("[\"']([\\w./-]+)[\"']\\s*,\\s*[\"']([^\"'\\n]+)[\"']"),
          Pattern.compile("[?&;]([\\w.-]+)=([^&;\\s\"']+)"),
          Pattern.compile(
              "(?is)<name>\\s*([^<]+?)\\s*</name>\\s*(?:<(?!value)\\w+>[^<]*</\\w+>\\s*)*<value>"
                  + "\\s*([^<]*?)\\s*</value>"),
          Pattern.compile("<([\\w.-]+)>\\s*([^<\\s][^<]*?)\\s*</\\1>"),
          Pattern.compile(
              "\\bname[\\\\\"']*\\s*:\\s*[\\\\\"']*([\\w.-]+)[\\\\\"']*\\s*[,\\n]\\s*[\\\\\"']*value"
                  + "[\\\\\"']*\\s*:\\s*[\\\\\"']*([^\\s\\\\\"',}]+)"),
          Pattern.compile("(?m)(?:^|\\s)(?:ENV|ARG)[ \\t]+(\\w+)[ \\t]+" + QUOTED));

  /** What is one by its look: its last group. */
  private static final List<Pattern> LOOKS =
      List.of(
          Pattern.compile("://([^/\\s@\"']*:[^\\s@\"'/]+)@"),
          Pattern.compile("://[^/\\s:@\"']*:([^\\s@\"']*[^\\d\\s@\"'/][^\\s@\"'/]*)@(?!sha256:)"),
          Pattern.compile("https?://([^/\\s@:\"']{16,})@"),
          Pattern.compile("(?i)jdbc:oracle:\\w+:\\w+/([^@\\s\"']+)@"),
          Pattern.compile("\\b(?:curl|wget)\\b[^\\n]*?\\s(?:-u|--user)[ \\t=]*[\"']?([^\\s\"']+)"),
          Pattern.compile(
              "\\b(?:mysql\\w*|mariadb|sshpass|redis-cli|docker|podman|helm)\\b[^\\n]*?\\s-[pa]"
                  + "[ \\t]*[\"']?([^\\s\"']+)"),
          Pattern.compile(
              "(?i)authorization[\\\\\"']*\\s*[:=,]\\s*[\\\\\"']*(?:basic|bearer|token)\\s+"
                  + "([^\\s\\\\\"']+)"),
          Pattern.compile("(?i)\\b(?:basic|bearer)\\s+([\\w+/.=~-]{12,})"),
          Pattern.compile("\\blogin\\s+\\S+\\s+password\\s+(\\S+)"),
          Pattern.compile(
              "\\bmc\\b[^\\n]*(?:alias set|config host add)\\s+\\S+\\s+\\S+\\s+(\\S+\\s+\\S+)"),
          Pattern.compile("\\bmc\\b[^\\n]*admin user add\\s+\\S+\\s+(\\S+\\s+\\S+)"),
          Pattern.compile("(?i)\\bauth[\\\\\"']*\\s*[:=]\\s*[\\\\\"']*([A-Za-z0-9+/]{12,}={0,2})"),
          Pattern.compile("(?i)\\b(?:sig|x-amz-signature|x-goog-signature)=([\\w%+/=.-]+)"),
          Pattern.compile(
              "(?s)(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?"
                  + "(?:-----END [A-Z0-9 ]*-----|$))"),
          Pattern.compile("\\b(A(?:KI|SI)A[0-9A-Z]{12,})"),
          Pattern.compile(
              "\\b((?:gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[a-z]-|xapp-|sk[-_]|rk_live_|npm_"
                  + "|pypi-|dop_v1_|hv[sbr]\\.|SG\\.|dckr_pat_|hf_|AIza|ya29\\.|dapi|shpat_|lin_api_"
                  + "|AGE-SECRET-KEY-)[\\w+/=.-]{8,})"),
          Pattern.compile("\\b(eyJ[\\w-]{6,}\\.[\\w-]+(?:\\.[\\w-]*)*)"),
          Pattern.compile("(\\$(?:2[abxy]|apr1|[156]|argon2\\w*)\\$[\\w./$,=+-]{8,})"),
          Pattern.compile("\\b(argon2:\\S+|sha(?:1|256):[0-9a-f]+:[0-9a-f]{8,})"));

  private CredentialShapes() {}

  /** Whether {@code value} is a credential because it is called {@code name}. */
  static boolean isSlot(String name, String value) {
    boolean isCalledSo =
        (CALLED.matcher(name).matches() || CredentialText.isSlot(name))
            && !NAMES_A_PLACE.matcher(name).matches();
    if (!isCalledSo || NOTHING.matcher(value).matches()) {
      return false;
    }
    boolean isSum = CHECKSUM.matcher(name).matches() && SUM.matcher(value).matches();
    boolean isNumber =
        NUMBER.matcher(value).matches() && !STRICT.matcher(name.toLowerCase(Locale.ROOT)).matches();
    return !isSum && !isNumber;
  }

  /** The parts of {@code text} that are credentials. */
  static List<String> in(String text) {
    String joined = text.replace("\\\n", " ");
    List<String> found = new ArrayList<>();
    for (Pattern pattern : PAIRS) {
      Matcher pair = pattern.matcher(joined);
      // A value may be the name of the next one: --conf spark.password=….
      for (int at = 0; pair.find(at); at = Math.max(pair.end(1), at + 1)) {
        String value = pair.group(2);
        if (isSlot(pair.group(1), value) && !WORKED_OUT.matcher(value).matches()) {
          found.add(value);
        }
      }
    }
    for (CredentialText.Given given : CredentialText.in(joined, CredentialText.Writing.ANY)) {
      boolean isLiteral = !WORKED_OUT.matcher(given.value()).matches();
      if (isSlot(given.name(), given.value()) && isLiteral) {
        found.add(given.value());
      }
    }
    for (Pattern pattern : LOOKS) {
      Matcher look = pattern.matcher(joined);
      while (look.find()) {
        String value = look.group(1);
        if (!value.replaceFirst("^[^:]*:", "").matches("\\$[({A-Za-z_].*")) {
          found.add(value);
        }
      }
    }
    return found;
  }
}
