package io.sparkstead.stack.preset;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of several who work on a {@link Workbench}, in a notebook of their own.
 *
 * <pre>{@code
 * bench.people(
 *     Person.named("ann").exposure(new Exposure.MetalLb("192.168.1.7")),
 *     Person.named("bob").exposure(new Exposure.MetalLb("192.168.1.8")).disk(gibibytes(50)));
 * }</pre>
 *
 * @param name what the notebook is called after, {@code jupyter-ann}: a letter, then lower-case
 *     letters, digits and hyphens
 * @param disk to work on, if it is not as large as all others'
 * @param size of the notebook, likewise
 * @param exposure how this person reaches it, if not in the way that is given for all
 */
public record Person(
    DnsLabel name, Optional<ByteSize> disk, Optional<Resources> size, Optional<Exposure> exposure) {

  /** One who has what all have. */
  public static Person named(String name) {
    try {
      return new Person(DnsLabel.of(name), Optional.empty(), Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "person '"
              + name
              + "' cannot be in the name of a notebook: use a-z, 0-9 and hyphens, beginning with a"
              + " letter, like ann",
          e);
    }
  }

  /** With a disk of that size. */
  public Person disk(ByteSize size) {
    return new Person(name, Optional.of(size), this.size, exposure);
  }

  /** With room for Python and the driver's JVM together. */
  public Person size(Resources size) {
    return new Person(name, disk, Optional.of(size), exposure);
  }

  /** Reached in that way. */
  public Person exposure(Exposure exposure) {
    return new Person(name, disk, size, Optional.of(exposure));
  }

  /** {@code people}, one at least and each once. */
  static List<Person> once(List<Person> people) {
    if (people.isEmpty()) {
      throw new IllegalArgumentException(
          "people() names nobody, and there would be no notebook; name one at least, or leave it out"
              + " for the one notebook that is called jupyter");
    }
    List<DnsLabel> names = new ArrayList<>();
    for (Person person : people) {
      if (names.contains(person.name)) {
        throw new IllegalArgumentException(
            "person '" + person.name + "' is named twice in people(…); name each once");
      }
      names.add(person.name);
    }
    return List.copyOf(people);
  }

  Jupyter notebook(Workbench bench, Workspace samples) {
    // The longest of the names that are made of it, so that it is refused here.
    bench.name("jupyter-" + name).dash("pod-templates");
    // Found by its own name in the History Server. What fills the disk is the same for all.
    String application = samples.demo().name() + " of " + name;
    return Parts.notebook(
        bench,
        "jupyter-" + name,
        new Workspace(samples.namespace(), samples.name(), samples.demo().named(application)),
        disk.orElse(bench.get(Workbench.NOTEBOOK_DISK)),
        exposure.isPresent() ? exposure.get() : among(bench),
        size.orElse(bench.get(Workbench.NOTEBOOK_SIZE)));
  }

  private Exposure among(Workbench bench) {
    Exposure all = Parts.exposure(bench, Workbench.NOTEBOOK_EXPOSURE);
    boolean isAlone = bench.get(Workbench.PEOPLE).size() == 1;
    Optional<Exposure> own = isAlone ? Optional.of(all) : all.of(name);
    if (own.isEmpty()) {
      throw new IllegalArgumentException(
          all
              + " is one address, and each of several notebooks needs its own; give people(…) a"
              + " Person.named(\""
              + name
              + "\").exposure(…) each");
    }
    return own.get();
  }
}
