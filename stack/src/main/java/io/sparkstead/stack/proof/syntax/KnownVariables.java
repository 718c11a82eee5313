package io.sparkstead.stack.proof.syntax;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The variables that a container finds set.
 *
 * @param isAll whether there can be no others: not where an image is not built here
 */
record KnownVariables(Set<String> names, boolean isAll) {

  /** By a shell, by who runs containers, or by a person's own machine. */
  private static final Set<String> BY_ITSELF =
      Set.of(
          "HOME",
          "PATH",
          "HOSTNAME",
          "PWD",
          "OLDPWD",
          "SHLVL",
          "SHELL",
          "TERM",
          "USER",
          "LOGNAME",
          "LANG",
          "LANGUAGE",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "EDITOR",
          "DISPLAY",
          "IFS",
          "PS1",
          "PS2",
          "PS3",
          "PS4",
          "OPTIND",
          "OPTARG",
          "OPTERR",
          "PPID",
          "UID",
          "EUID",
          "GROUPS",
          "RANDOM",
          "SRANDOM",
          "SECONDS",
          "LINENO",
          "EPOCHSECONDS",
          "EPOCHREALTIME",
          "FUNCNAME",
          "DIRSTACK",
          "PIPESTATUS",
          "REPLY",
          "MACHTYPE",
          "HOSTTYPE",
          "OSTYPE",
          "COLUMNS",
          "LINES",
          "COMP_WORDS",
          "COMP_CWORD",
          "COMPREPLY",
          "_",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "CI",
          "container");

  /** Images that set nothing of their own. */
  private static final List<String> BARE = List.of("/ubi8", "/ubi9", "/ubi10");

  /** What {@code container} of {@code stack} finds. */
  static KnownVariables of(Evidence stack, ContainerView container) {
    Set<String> names = new HashSet<>();
    for (ContainerView.Variable variable : container.variables()) {
      names.add(variable.name());
    }
    boolean isAll = true;
    for (EnvFromSource source : container.variableSources()) {
      isAll &= addAll(stack, source, names);
    }
    Optional<DockerfileText> image = stack.images().dockerfile(container.image());
    while (image.isPresent()) {
      addAll(image.get(), names);
      Optional<DockerfileText> base = stack.images().base(image.get());
      if (base.isEmpty()) {
        return new KnownVariables(names, isAll && isBare(image.get()));
      }
      image = base;
    }
    return new KnownVariables(names, false);
  }

  private static boolean isBare(DockerfileText image) {
    List<String> bases = image.bases();
    String last = bases.isEmpty() ? "" : bases.get(bases.size() - 1);
    for (String bare : BARE) {
      if (last.contains(bare)) {
        return true;
      }
    }
    return false;
  }

  private static void addAll(DockerfileText image, Set<String> names) {
    for (String line : image.all("ENV")) {
      List<String> words = Words.of(line);
      for (String word : words) {
        int equals = word.indexOf('=');
        names.add(equals < 0 ? word : word.substring(0, equals));
      }
    }
    names.addAll(image.arguments());
  }

  /** Whether all that {@code source} has is known. */
  private static boolean addAll(Evidence stack, EnvFromSource source, Set<String> names) {
    String prefix = Given.text(source.getPrefix());
    ConfigMapEnvSource map = source.getConfigMapRef();
    if (map != null) {
      Optional<ConfigMapView> view = stack.configMap(Given.text(map.getName()));
      view.ifPresent(found -> found.files().forEach(key -> names.add(prefix + key)));
      return view.isPresent();
    }
    SecretEnvSource secret = source.getSecretRef();
    Set<String> keys = secret == null ? null : stack.secrets().get(Given.text(secret.getName()));
    if (keys == null) {
      return false;
    }
    keys.forEach(key -> names.add(prefix + key));
    return true;
  }

  /** Whether {@code name} is set wherever it is asked for. */
  static boolean isEverywhere(String name) {
    return BY_ITSELF.contains(name)
        || name.startsWith("BASH")
        || name.startsWith("KUBERNETES_")
        || name.startsWith("XDG_")
        || name.startsWith("LC_")
        || name.contains("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.contains("_PORT_");
  }

  boolean has(String name) {
    return isEverywhere(name) || names.contains(name);
  }
}
