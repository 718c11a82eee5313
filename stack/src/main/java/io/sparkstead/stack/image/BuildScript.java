package io.sparkstead.stack.image;

import io.sparkstead.dsl.text.ShellScript;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code images/build.sh}: builds every image in the order given and pushes it, with podman or else
 * docker.
 *
 * @param images each after those it is built on
 */
public record BuildScript(List<ImageBuild> images) {

  public static final String FILE = "build.sh";

  public BuildScript {
    images = List.copyOf(images);
  }

  public String text() {
    return ShellScript.bash(
            """
            # Builds the images of this environment and pushes them to its registry.
            #
            #   ./build.sh            build and push
            #   ./build.sh --no-push  build alone
            #   ENGINE=docker ./build.sh

            cd "$(dirname "$0")"

            engine=${ENGINE:-}
            if [ -z "$engine" ]; then
              engine=$(command -v podman || command -v docker) || {
                echo 'neither podman nor docker is installed; install one, or name yours in ENGINE' >&2
                exit 1
              }
            fi

            # The format podman prefers has no SHELL, so a broken pipe would go unseen.
            case $engine in
              *podman) format=docker ;;
              *) format= ;;
            esac

            push=yes
            case "${1:-}" in
              '') ;;
              --no-push) push=no ;;
              *)
                echo "unknown option $1; there is --no-push" >&2
                exit 2
                ;;
            esac

            build() {
              echo "== $2"
              "$engine" build ${format:+--format "$format"} --tag "$2" "$1"
              if [ "$push" = yes ]; then
                "$engine" push "$2"
              fi
            }

            """
                + images.stream().map(BuildScript::line).collect(Collectors.joining()))
        .text();
  }

  private static String line(ImageBuild image) {
    return "build "
        + image.name()
        + " "
        + ShellScript.quote(image.published().byTag().toString())
        + "\n";
  }
}
