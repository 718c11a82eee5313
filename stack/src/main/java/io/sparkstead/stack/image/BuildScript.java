package io.sparkstead.stack.image;

import io.sparkstead.dsl.text.ShellScript;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code images/build.sh}: builds every image in the order given, with podman or else docker, and
 * brings it to where pods find it. One that a registry is to have is pushed, for one kind of
 * machine or for amd64 and arm64 under one name; a local one is loaded into the cluster that
 * kubectl talks to: of kind, k3d, minikube, k3s, k0s, MicroK8s or Rancher Desktop.
 *
 * @param images each after those it is built on; all local, or none
 */
public record BuildScript(List<ImageBuild> images) {

  public static final String FILE = "build.sh";

  /** What builds, and where. */
  private static final String ENGINE =
      """
    cd "$(dirname "$0")"

    engine=${ENGINE:-}
    if [ -z "$engine" ]; then
      engine=$(command -v podman || command -v docker) || {
        echo 'neither podman nor docker is installed; install one, or name yours in ENGINE' >&2
        exit 1
      }
    fi
    """;

  /** What nobody but the one who builds knows of an image. */
  private static final String LABELS =
      """
    if revision=$(git describe --always --abbrev=40 --dirty --exclude='*' 2> /dev/null); then
      build_command+=(--label "@REVISION@=$revision")
    fi
    if [ -n "${SOURCE:-}" ]; then
      build_command+=(--label "@SOURCE@=$SOURCE")
    fi
    """
          .replace("@REVISION@", OciLabels.REVISION)
          .replace("@SOURCE@", OciLabels.SOURCE);

  /** An image of another kind of machine starts nowhere, and says so to nobody but its pod. */
  private static final String MACHINES =
      """

    # What the nodes are, if kubectl is here and reaches them.
    case $(uname -m) in
      x86_64) here=amd64 ;;
      aarch64 | arm64) here=arm64 ;;
      *) here= ;;
    esac
    if [[ -n $here && -z $platforms ]] && command -v kubectl > /dev/null; then
      kinds=$(kubectl get nodes --request-timeout=5s \\
        --output 'jsonpath={.items[*].status.nodeInfo.architecture}' 2> /dev/null) || kinds=
      for kind in $kinds; do
        if [ "$kind" != "$here" ]; then
          echo "this builds for $here, and a node is $kind, where it would end with 'exec format" \\
            "error'; say --platform=linux/$kind, or --multi-arch for both" >&2
          break
        fi
      done
    fi
    """;

  public BuildScript {
    images = List.copyOf(images);
  }

  public String text() {
    StringBuilder lines = new StringBuilder(proxies());
    boolean areLocal = false;
    for (ImageBuild image : images) {
      lines.append(line(image));
      areLocal |= image.published().isLocal();
    }
    return ShellScript.bash((areLocal ? loading() : pushing()) + lines).text();
  }

  /** Given to each build and kept by no image, unless a Dockerfile asks for it by ARG. */
  private String proxies() {
    Set<String> arguments = new LinkedHashSet<>();
    for (ImageBuild image : images) {
      Optional<Mirrors.Proxy> proxy = image.proxy();
      if (proxy.isPresent()) {
        arguments.addAll(proxy.get().arguments());
      }
    }
    if (arguments.isEmpty()) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    lines.append("# What the builds reach the internet through; no image keeps it.\n");
    lines.append("build_command+=(\n");
    for (String argument : arguments) {
      lines.append("  --build-arg ").append(ShellScript.quote(argument)).append('\n');
    }
    return lines.append(")\n\n").toString();
  }

  private static String pushing() {
    return """
    # Builds the images of this environment and pushes them to its registry.
    #
    #   ./build.sh               build for this kind of machine and push
    #   ./build.sh --multi-arch  build for amd64 and arm64 under one name and push; the engine
    #                            has to emulate one of them, docker needs buildx
    #   ./build.sh --platform=linux/arm64
    #                            build for that kind of machine and push, where this is another
    #   ./build.sh --no-push     build alone
    #
    #   ENGINE=docker ./build.sh
    #   SOURCE=https://git.example.org/stack ./build.sh    say in the images where this is from

    """
        + ENGINE
        + """

    push=yes
    platforms=
    for option in "$@"; do
      case $option in
        --no-push) push=no ;;
        --multi-arch) platforms=linux/amd64,linux/arm64 ;;
        --platform=?*) platforms=${option#*=} ;;
        *)
          echo "unknown option $option; there are --multi-arch, --platform=… and --no-push" >&2
          exit 2
          ;;
      esac
    done

    if [[ -n $platforms && $push = no && $engine != *podman ]]; then
      echo "$engine keeps images for one kind of machine alone; push them, or use podman" >&2
      exit 2
    fi
    """
        + MACHINES
        + """

    case $engine:$platforms in
      # The format podman prefers has no SHELL, so a broken pipe would go unseen.
      *podman:*) build_command=("$engine" build --format docker) ;;
      *:) build_command=("$engine" build) ;;
      *) build_command=("$engine" buildx build) ;;
    esac
    """
        + LABELS
        + """

    build() {
      echo "== $2"
      if [ -z "$platforms" ]; then
        "${build_command[@]}" --tag "$2" "$1"
        if [ "$push" = yes ]; then
          "$engine" push "$2"
        fi
      elif [[ $engine == *podman ]]; then
        # A list that is there would get the new images beside the old ones.
        if "$engine" manifest exists "$2"; then
          "$engine" manifest rm "$2"
        fi
        "${build_command[@]}" --platform "$platforms" --manifest "$2" "$1"
        if [ "$push" = yes ]; then
          "$engine" manifest push --all "$2" "docker://$2"
        fi
      else
        # The next image is built on this one, and buildx finds it in the registry alone.
        "${build_command[@]}" --platform "$platforms" --tag "$2" --push "$1"
      fi
    }

    """;
  }

  private static String loading() {
    return """
    # Builds the images of this environment and loads them into the cluster that kubectl talks to: one
    # of kind, k3d, minikube, k3s, k0s, MicroK8s or Rancher Desktop. No registry is needed.
    #
    #   ./build.sh             build and load
    #   ./build.sh --into k3s  load into that one, whatever kubectl calls it; kind-NAME and k3d-NAME
    #                          name theirs
    #   ./build.sh --no-load   build alone
    #
    # k3s, k0s and MicroK8s get the images on this machine alone. Run it on each node, or have a
    # registry, where pods run on others too.
    #
    #   ENGINE=docker ./build.sh

    """
        + ENGINE
        + """

    case ${1:-} in
      '') cluster=$(kubectl config current-context) ;;
      --into) cluster=${2:?name the cluster, like k3s or kind-dev} ;;
      --no-load) cluster= ;;
      *)
        echo "unknown option $1; there are --into and --no-load" >&2
        exit 2
        ;;
    esac

    # k3s and k0s give their context a name that says nothing.
    case $cluster in
      [Dd]efault)
        for program in k3s k0s; do
          if command -v "$program" > /dev/null; then
            cluster=$program
          fi
        done
        ;;
    esac

    # The containerd of a node listens to root alone.
    as_root=sudo
    if [ "$(id -u)" = 0 ]; then
      as_root='env'
    fi

    # Asked before the first build, which takes long.
    case $cluster in
      '') ;;
      kind-*) load_command=(kind load image-archive --name "${cluster#kind-}") ;;
      k3d-*) load_command=(k3d image import --cluster "${cluster#k3d-}") ;;
      minikube) load_command=(minikube image load) ;;
      k3s | k0s) load_command=("$as_root" "$cluster" ctr --namespace k8s.io images import) ;;
      microk8s) load_command=("$as_root" microk8s ctr --namespace k8s.io images import) ;;
      rancher-desktop)
        load_command=(nerdctl --namespace k8s.io load --input)
        # Where it has dockerd, that is the cluster's own.
        if [[ $engine == *docker ]]; then
          cluster=
        fi
        ;;
      *)
        echo "kubectl talks to $cluster, which by its name is no cluster of kind, k3d, minikube, k3s," \\
          "k0s, MicroK8s or Rancher Desktop; say which by --into k3s, or build with --no-load and" \\
          "load the images as it takes them" >&2
        exit 2
        ;;
    esac

    # The format podman prefers has no SHELL, so a broken pipe would go unseen.
    case $engine in
      *podman) build_command=("$engine" build --format docker) ;;
      *) build_command=("$engine" build) ;;
    esac
    """
        + LABELS
        + """

    archives=$(mktemp -d)
    trap 'rm -rf "$archives"' EXIT

    # By an archive, which every engine writes and every cluster reads.
    build() {
      echo "== $2"
      "${build_command[@]}" --tag "$2" "$1"
      if [ -n "$cluster" ]; then
        "$engine" save --output "$archives/$1.tar" "$2"
        "${load_command[@]}" "$archives/$1.tar"
        rm "$archives/$1.tar"
      fi
    }

    """;
  }

  private static String line(ImageBuild image) {
    return "build "
        + image.name()
        + " "
        + ShellScript.quote(image.published().byTag().toString())
        + "\n";
  }
}
