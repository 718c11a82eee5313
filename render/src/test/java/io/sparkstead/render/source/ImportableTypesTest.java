package io.sparkstead.render.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImportableTypesTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .importPackages("io.sparkstead.dsl", "io.sparkstead.stack", "io.sparkstead.overlays");

  private static ImportableTypes types;

  @BeforeAll
  static void readThem() throws IOException {
    try (StandardJavaFileManager classes =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, UTF_8)) {
      types = new ImportableTypes(classes);
    }
  }

  @Test
  void every_public_type_of_ours_is_offered_by_its_simple_name() {
    List<JavaClass> open = OURS.stream().filter(ImportableTypesTest::isOpen).toList();

    assertThat(open)
        .hasSizeGreaterThan(200)
        .allSatisfy(
            type ->
                assertThat(types.named(type.getSimpleName()))
                    .contains(type.getName().replace('$', '.')));
  }

  @Test
  void whatever_is_offered_for_a_name_of_ours_compiles() throws IOException {
    Set<String> names = OURS.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
    List<Set<String>> files = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (String name : names) {
      List<String> offered = types.named(name);
      for (int i = 0; i < offered.size(); i++) {
        // One file may import a simple name once.
        files.get(i).add(offered.get(i));
      }
    }

    assertThat(files.get(0)).hasSizeGreaterThan(200);
    for (Set<String> file : files) {
      JavaCompilation.of("Offered.java", URI.create("memory:///Offered.java"), imports(file));
    }
  }

  private static String imports(Set<String> types) {
    List<String> lines = new ArrayList<>();
    types.forEach(type -> lines.add("import " + type + ";"));
    lines.add("final class Offered {}");
    return String.join("\n", lines);
  }

  private static boolean isOpen(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && !type.getSimpleName().equals("package-info")
        && type.getEnclosingClass().map(ImportableTypesTest::isOpen).orElse(true);
  }

  @Test
  void a_type_is_offered_with_what_it_is_nested_in() {
    assertThat(types.named("MetalLb")).containsExactly("io.sparkstead.dsl.kube.Exposure.MetalLb");
  }

  @Test
  void ours_comes_before_fabric8s_and_that_before_javas() {
    assertThat(types.named("Port")).startsWith("io.sparkstead.dsl.value.Port");
    assertThat(types.named("Container"))
        .containsExactly("io.fabric8.kubernetes.api.model.Container");
    assertThat(types.named("EnvVar")).containsExactly("io.fabric8.kubernetes.api.model.EnvVar");
    assertThat(types.named("List")).containsExactly("java.util.List");
    assertThat(types.named("URI")).containsExactly("java.net.URI");
    assertThat(types.named("Entry")).startsWith("java.util.Map.Entry");
  }

  @Test
  void a_type_that_only_its_package_may_name_is_not_offered() {
    assertThat(OURS.stream().map(JavaClass::getSimpleName)).contains("SealedSlot");
    assertThat(types.named("SealedSlot")).isEmpty();
    assertThat(types.near("SealedSlots")).contains("io.sparkstead.stack.secret.SealedSecrets");
  }

  @Test
  void a_public_type_inside_of_one_that_is_not_is_not_offered() {
    // java.util.stream.Node, of its package alone, has one too.
    assertThat(types.named("OfPrimitive")).containsExactly("java.util.Spliterator.OfPrimitive");
  }
}
