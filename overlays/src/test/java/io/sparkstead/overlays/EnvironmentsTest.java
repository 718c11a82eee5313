package io.sparkstead.overlays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.testing.Inventory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentsTest {

  private static final String ALL = "io.sparkstead.overlays.Environments#all";

  @Test
  void have_names_of_their_own() {
    assertThat(Environments.all()).isNotEmpty();
    assertThat(Environments.all()).extracting(Environment::name).doesNotHaveDuplicates();
  }

  @Test
  void are_found_by_name() {
    assertThat(Environments.all())
        .allMatch(
            environment ->
                Environments.named(environment.name().text()).getClass() == environment.getClass());
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.named("homelan"))
        .withMessage("no environment 'homelan'; did you mean 'homelab'? there is: " + names());
  }

  @Test
  void a_name_like_none_of_them_is_answered_with_all() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.named("zzz"))
        .withMessage("no environment 'zzz'; there is: " + names());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void say_what_they_are_in_one_line(Environment environment) {
    assertThat(environment.description())
        .isNotBlank()
        .isEqualTo(environment.description().strip())
        .doesNotContain("\n")
        .doesNotEndWith(".")
        .hasSizeLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void give_each_address_to_one_service(Environment environment) {
    assertThat(
            Inventory.of(environment.stack(ImageLock.NONE)).all(Service.class).stream()
                .map(service -> service.getMetadata().getAnnotations())
                .filter(Objects::nonNull)
                .map(annotations -> annotations.get("metallb.io/loadBalancerIPs"))
                .filter(Objects::nonNull))
        .doesNotHaveDuplicates();
    assertThat(
            environment.stack(ImageLock.NONE).endpoints().stream()
                .map(Endpoint::outside)
                .flatMap(Optional::stream))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void pin_every_image(Environment environment) {
    Stack stack = environment.stack(ImageLock.NONE);

    assertThat(
            Inventory.of(stack).allPods().values().stream()
                .flatMap(pod -> Inventory.containers(pod).stream())
                .map(Container::getImage)
                .filter(Objects::nonNull))
        .isNotEmpty()
        .allMatch(image -> image.matches("[^:@]+(:[0-9]+/[^:@]+)?[:@].*\\d.*"))
        .noneMatch(image -> image.contains(":latest"));
    // What is not built here can be changed by others, so its tag alone will not do.
    List<String> built =
        stack.builds().stream().map(ImageBuild::inManifests).map(Object::toString).toList();
    assertThat(
            Inventory.of(stack).pods().values().stream()
                .flatMap(pod -> Inventory.containers(pod).stream())
                .map(Container::getImage)
                .filter(image -> !built.contains(image)))
        .allMatch(image -> image.matches(".+@sha256:[0-9a-f]{64}"));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void make_the_same_stack_each_time(Environment environment) {
    assertThat(environment.stack(ImageLock.NONE)).isEqualTo(environment.stack(ImageLock.NONE));
    assertThat(rendered(environment.stack(ImageLock.NONE)))
        .isEqualTo(rendered(environment.stack(ImageLock.NONE)));
  }

  private static List<String> rendered(Stack stack) {
    return Inventory.of(stack).objects().stream().map(Yaml::document).toList();
  }

  private static String names() {
    return String.join(
        ", ", Environments.all().stream().map(environment -> environment.name().text()).toList());
  }
}
