package io.sparkstead.stack.secret;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Mapping;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * They are in Git, each encrypted by {@code sops} for an age key; Kustomize decrypts them with
 * KSOPS where the tree is built. The tree says how, and a person makes {@code
 * secrets/NAME.sops.yaml}.
 *
 * @param recipient the public half of the age key: {@code age1} and 58 more
 * @see <a href="https://github.com/viaduct-ai/kustomize-sops">KSOPS</a>
 * @see <a href="https://getsops.io/docs/">SOPS</a>
 */
public record Sops(String recipient) implements SecretDelivery {

  private static final String GENERATOR = "ksops.yaml";
  private static final String RULES = ".sops.yaml";

  public Sops {
    // What was given may be the private half, so no message repeats it.
    if (!recipient.matches("age1[a-z0-9]{58}")) {
      throw new IllegalArgumentException(
          "an age recipient of "
              + recipient.length()
              + " characters (not shown) is not one; give the public key that age-keygen prints,"
              + " age1 and 58 letters and digits");
    }
  }

  @Override
  public List<Slot> slots(Labels labels, List<SecretSpec> secrets) {
    return secrets.stream()
        .map(secret -> (Slot) new SopsSlot(secret, labels.namespace(), recipient))
        .toList();
  }

  @Override
  public Map<String, Map<String, Object>> generators(List<SecretSpec> secrets) {
    Map<String, Object> generator =
        Mapping.of(
            "apiVersion",
            "viaduct.ai/v1",
            "kind",
            "ksops",
            "metadata",
            Mapping.of(
                "name",
                FOLDER,
                "annotations",
                Map.of("config.kubernetes.io/function", "exec:\n  path: ksops\n")),
            "files",
            secrets.stream().map(secret -> "./" + SopsSlot.file(secret)).toList());
    return Map.of(GENERATOR, generator);
  }

  @Override
  public Map<String, Map<String, Object>> settings() {
    Map<String, Object> rule = Mapping.of("path_regex", "\\.sops\\.yaml$", "age", recipient);
    rule.put("encrypted_regex", "^(data|stringData)$");
    return Map.of(RULES, Map.of("creation_rules", List.of(rule)));
  }

  @Override
  public String title() {
    return "Secrets to encrypt";
  }

  @Override
  public String guide(Place place) {
    return Blanks.fill(
        """
    No secret is in this tree in the clear. `%s/NAME.sops.yaml` of each is made by `sops`, as above,
    with strong random values of which no copy is kept; commit it. KSOPS decrypts it where the tree
    is built, with the private half of `%s`. Until all are there, Kustomize builds nothing.
    Rendering never writes these files, and refuses one that is not encrypted.
    """,
        place.folder(), recipient);
  }

  @Override
  public String once(Place place, List<SecretSpec> secrets) {
    return secrets.stream()
        .map(
            secret ->
                Blanks.fill(
                    """
                %s |
                  sops --config %s/%s encrypt --input-type yaml --output-type yaml \\
                    --filename-override %s /dev/stdin > %s/%4$s
                """,
                    place.print(secret),
                    place.folder(),
                    RULES,
                    SopsSlot.file(secret),
                    place.folder()))
        .collect(Collectors.joining());
  }

  /** {@code kubectl} itself runs no such plugin. */
  @Override
  public String always(Place place) {
    return "kustomize build --enable-alpha-plugins --enable-exec "
        + place.root()
        + " | kubectl apply -f -";
  }

  @Override
  public String afterPrinting() {
    return "encrypt them";
  }
}
