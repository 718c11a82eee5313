package io.sparkstead.stack.proof.supply;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Durations;
import io.sparkstead.stack.proof.text.Near;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the operator of External Secrets makes the Secrets that pods wait for. */
public record FetchedSecrets(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SECRET_IS_MADE =
      Rule.error("REF-37", "An ExternalSecret makes a Secret")
          .why("Nobody else makes it, and pods wait for it for ever.")
          .fix(
              "Say creationPolicy: Owner, name a store, and a key of it for each of the Secret's.");

  static final Rule OPERATOR_TAKES_IT =
      Rule.error("REF-38", "An ExternalSecret says what its operator takes")
          .why("The API server refuses it, and the Secret is never made.")
          .fix("Write what the finding names.");

  static final Rule STORE_IS_THE_OTHERS =
      Rule.warning("REF-39", "An ExternalSecret asks the store that the stack's others ask")
          .why("A store that is not there gives nothing, and pods wait for the Secret.")
          .fix("Name one store to new ExternalSecrets(…).");

  static final Rule NAMES_ARE_ALIKE =
      Rule.warning("REF-40", "What an ExternalSecret fetches goes by the name of what it becomes")
          .why(
              "Where nearly the same is written twice, one of them is a slip: the store has no such key.")
          .fix("Write the name in the store as the Secret's or its key's.");

  static final Rule VALUE_IS_AS_IT_STANDS =
      Rule.warning("SEC-14", "An ExternalSecret takes a value as it stands in its store")
          .why("What is no Base64 cannot be decoded, and what only looks so becomes other bytes.")
          .fix("Say decodingStrategy: None, or by an exception that the store holds it encoded.");

  static final Rule TEMPLATE_ASKS_WHAT_IS_FETCHED =
      Rule.error("REF-48", "The template of an ExternalSecret asks for what its data fetches")
          .why("The operator cannot fill the template in, and the Secret is not made.")
          .fix("Ask for the secretKey of one of data.");

  static final Rule ROTATED_ARRIVES =
      Rule.warning("REF-49", "An ExternalSecret looks again, or says that it does not")
          .why("What is rotated in the store never arrives, until the old one is refused.")
          .fix("Say 1h, or refreshPolicy: CreatedOnce where once is meant.");

  private static final Pattern GAP = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|`[^`]*`");
  private static final Pattern ASKED = Pattern.compile("(?<![\\w.$)])\\.([A-Za-z_]\\w*)");
  private static final Pattern BLOCK = Pattern.compile("\\b(?:range|with|define|template)\\b");

  private static final String POLICY = "creationPolicy";
  private static final String STORE = "secretStoreRef";
  private static final String REMOTE = "remoteRef";
  private static final List<String> KINDS = List.of("SecretStore", "ClusterSecretStore");

  /** Each field of one word, and the words it takes. */
  private static final Map<String, List<String>> OF_TARGET =
      Map.of(
          POLICY,
          List.of("Owner", "Orphan", "Merge", "None"),
          "deletionPolicy",
          List.of("Delete", "Merge", "Retain"));

  private static final Map<String, List<String>> OF_REMOTE =
      Map.of(
          "conversionStrategy",
          List.of("Default", "Unicode"),
          "decodingStrategy",
          List.of("Auto", "Base64", "Base64URL", "None"),
          "metadataPolicy",
          List.of("None", "Fetch"));

  private static final List<String> DECODED = List.of("Auto", "Base64", "Base64URL");

  private static final List<String> REFRESHES = List.of("CreatedOnce", "Periodic", "OnChange");

  @Override
  public void check() {
    List<Manifest> secrets = new ArrayList<>();
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals("ExternalSecret")) {
        secrets.add(manifest);
      }
    }
    Map<String, Manifest> owners = new HashMap<>();
    for (Manifest secret : secrets) {
      Fields spec = Fields.specOf(secret);
      secretIsMade(owners, secret, spec);
      operatorTakesIt(secret, spec);
      storeIsTheOthers(secret, spec, secrets);
      namesAreAlike(secret, spec);
      templateAsksWhatIsFetched(secret, spec);
      rotatedArrives(secret, spec);
    }
  }

  /** What a whole entry brings, only its store knows. */
  private void templateAsksWhatIsFetched(Manifest secret, Fields spec) {
    Set<String> fetched = new TreeSet<>();
    for (Fields data : spec.list("data")) {
      fetched.add(data.text("secretKey"));
    }
    Fields template = spec.at("target").at("template");
    Fields texts = spec.list("dataFrom").isEmpty() ? template.at("data") : new Fields(Map.of());
    for (Object key : texts.all().keySet()) {
      String text = texts.text(String.valueOf(key));
      for (String name : BLOCK.matcher(text).find() ? Set.<String>of() : asked(text)) {
        if (!fetched.contains(name)) {
          at(TEMPLATE_ASKS_WHAT_IS_FETCHED, secret, name)
              .say("{it} makes {} of .{}, and data fetches {}; ask for that", key, name, fetched);
        }
      }
    }
  }

  private static Set<String> asked(String text) {
    Set<String> names = new TreeSet<>();
    Matcher gap = GAP.matcher(text);
    while (gap.find()) {
      Matcher name = ASKED.matcher(QUOTED.matcher(gap.group(1)).replaceAll("\"\""));
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  private void rotatedArrives(Manifest secret, Fields spec) {
    String interval = spec.text("refreshInterval");
    String policy = spec.text("refreshPolicy");
    boolean isPeriodic = policy.isEmpty() || policy.equals("Periodic");
    if (isPeriodic && Durations.GO.read(interval).equals(Optional.of(0L))) {
      at(ROTATED_ARRIVES, secret, "refreshInterval")
          .say(
              "{it} looks again every {}, which is never: what is rotated does not arrive; say 1h,"
                  + " or refreshPolicy: CreatedOnce",
              interval);
    }
  }

  private void secretIsMade(Map<String, Manifest> owners, Manifest secret, Fields spec) {
    Fields target = spec.at("target");
    String policy = target.has(POLICY) ? target.text(POLICY) : "Owner";
    String name = target.has("name") ? target.text("name") : secret.name();
    boolean isOthers = stack.isOthers("Secret", name);
    if ((policy.equals("None") || policy.equals("Merge")) && !isOthers) {
      at(SECRET_IS_MADE, secret, POLICY)
          .say("{it} has {}: {}, by which nobody makes Secret {}; say Owner", POLICY, policy, name);
    }
    Manifest other = policy.equals("Owner") ? owners.putIfAbsent(name, secret) : null;
    if (other != null) {
      at(SECRET_IS_MADE, secret, name)
          .say("{it} and {} both own Secret {}; give each its own", other, name);
    }
    if (spec.list("data").isEmpty() && spec.list("dataFrom").isEmpty()) {
      at(SECRET_IS_MADE, secret, "spec:").say("{it} fetches nothing; name the keys in data");
    }
    if (!hasStore(spec)) {
      at(SECRET_IS_MADE, secret, "spec:")
          .say("{it} names no store in {}; name one of kind {}", STORE, KINDS);
    }
    for (Fields data : spec.list("data")) {
      boolean isWhole =
          !data.text("secretKey").isEmpty()
              && (!data.at(REMOTE).text("key").isEmpty() || data.has("sourceRef"));
      if (!isWhole) {
        at(SECRET_IS_MADE, secret, "data:")
            .say(
                "{it} does not say what key '{}' is in the store; name it by remoteRef.key",
                data.text("secretKey"));
      }
    }
  }

  /** One for all, or each its own. */
  private static boolean hasStore(Fields spec) {
    if (!spec.at(STORE).text("name").isEmpty()) {
      return true;
    }
    List<Fields> sources = new ArrayList<>(spec.list("data"));
    sources.addAll(spec.list("dataFrom"));
    for (Fields source : sources) {
      if (source.at("sourceRef").isEmpty()) {
        return false;
      }
    }
    return !sources.isEmpty();
  }

  private void operatorTakesIt(Manifest secret, Fields spec) {
    String interval = spec.text("refreshInterval");
    if (!interval.isEmpty() && !Durations.GO.take(interval)) {
      at(OPERATOR_TAKES_IT, secret, "refreshInterval")
          .say("{it} looks again every {}, which is no duration; write it as 1h or 30m", interval);
    }
    word(secret, spec, "refreshPolicy", REFRESHES);
    word(secret, spec.at(STORE), "kind", KINDS);
    for (Map.Entry<String, List<String>> field : OF_TARGET.entrySet()) {
      word(secret, spec.at("target"), field.getKey(), field.getValue());
    }
    for (Fields data : spec.list("data")) {
      for (Map.Entry<String, List<String>> field : OF_REMOTE.entrySet()) {
        word(secret, data.at(REMOTE), field.getKey(), field.getValue());
      }
      isAsItStands(secret, data.text("secretKey"), data.at(REMOTE));
    }
    for (Fields all : spec.list("dataFrom")) {
      isAsItStands(secret, "all", all.at("extract"));
      isAsItStands(secret, "all", all.at("find"));
    }
  }

  private void isAsItStands(Manifest secret, String key, Fields remote) {
    String decoded = remote.text("decodingStrategy");
    if (DECODED.contains(decoded)) {
      at(VALUE_IS_AS_IT_STANDS, secret, "decodingStrategy: " + decoded)
          .say(
              "{it} decodes {} by {}, and tokens and keys stand in a store as they are; say None",
              key,
              decoded);
    }
  }

  private void word(Manifest secret, Fields in, String field, List<String> words) {
    String said = in.text(field);
    if (!said.isEmpty() && !words.contains(said)) {
      at(OPERATOR_TAKES_IT, secret, said)
          .say("{it} has {}: {}, which is no such word{}", field, said, Near.remedy(said, words));
    }
  }

  private void namesAreAlike(Manifest secret, Fields spec) {
    Fields target = spec.at("target");
    String name = target.has("name") ? target.text("name") : secret.name();
    for (Fields data : spec.list("data")) {
      String path = data.at(REMOTE).text("key");
      isAlike(secret, path.substring(path.lastIndexOf('/') + 1), name);
      isAlike(secret, data.at(REMOTE).text("property"), data.text("secretKey"));
    }
  }

  private void isAlike(Manifest secret, String fetched, String becomes) {
    if (!fetched.equals(becomes) && isLike(fetched, becomes)) {
      at(NAMES_ARE_ALIKE, secret, fetched)
          .say("{it} fetches {} for {}; if that is a slip, write {}", fetched, becomes, becomes);
    }
  }

  /** Nearly the same name, or the same of another kind, is a slip. */
  private void storeIsTheOthers(Manifest secret, Fields spec, List<Manifest> secrets) {
    Optional<Fields> meant = Optional.empty();
    Fields own = spec.at(STORE);
    for (Manifest other : secrets) {
      Fields theirs = Fields.specOf(other).at(STORE);
      boolean isSame = text(theirs).equals(text(own));
      if (isSame && !other.equals(secret)) {
        return;
      }
      if (!isSame && isLike(own.text("name"), theirs.text("name"))) {
        meant = Optional.of(theirs);
      }
    }
    if (meant.isPresent()) {
      at(STORE_IS_THE_OTHERS, secret, STORE)
          .say("{it} asks {}, and others {}; name one store", text(own), text(meant.get()));
    }
  }

  private static String text(Fields store) {
    String kind = store.has("kind") ? store.text("kind") : KINDS.get(0);
    return kind + " " + store.text("name");
  }

  private static boolean isLike(String name, String other) {
    return !name.isEmpty() && NearName.within(2, name, List.of(other)).isPresent();
  }
}
