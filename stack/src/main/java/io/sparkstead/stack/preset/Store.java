package io.sparkstead.stack.preset;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.SeaweedFs;
import io.sparkstead.stack.storage.IcebergCatalog;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
import java.util.List;
import java.util.Optional;

/** Where a {@link Workbench} keeps its data. */
sealed interface Store {

  Store SEAWEEDFS = new InSeaweedFs(SeaweedFs.IMAGE);

  /**
   * What comes of it.
   *
   * @param part that runs the store, if that is in the cluster
   * @param catalogs of the tables in it
   */
  record Kept(Optional<Component> part, ObjectStore store, List<IcebergCatalog> catalogs) {

    public Kept {
      catalogs = List.copyOf(catalogs);
    }
  }

  Kept of(Workbench bench);

  /** The method of a {@link Workbench} that takes it. */
  String argument();

  /** On one disk, by SeaweedFS. */
  record InSeaweedFs(ImageReference image) implements Store {

    @Override
    public String argument() {
      return "seaweedFs";
    }

    @Override
    public Kept of(Workbench bench) {
      DnsLabel name = bench.name("seaweedfs");
      SeaweedFs store =
          new SeaweedFs(
              bench.namespace(),
              name,
              image,
              bench.get(Workbench.USER),
              disk(bench, name),
              bucket(bench, name, "SeaweedFS"),
              Parts.exposure(bench, Workbench.STORE_EXPOSURE),
              size(bench, SeaweedFs.SIZE));
      Optional<Workbench.Tables> tables = bench.get(Workbench.TABLES);
      if (tables.isEmpty()) {
        return new Kept(Optional.of(store), store.store(), List.of());
      }
      SeaweedFs both = store.withTables(tables.get().bucket());
      return new Kept(
          Optional.of(both), both.store(), List.of(both.catalog(tables.get().nameInSql())));
    }
  }

  /** On one disk, by MinIO. */
  record InMinio(Minio.Images images) implements Store {

    @Override
    public String argument() {
      return "minio";
    }

    @Override
    public Kept of(Workbench bench) {
      refuse(bench, List.of(Workbench.TABLES), "is MinIO, which keeps no tables");
      DnsLabel name = bench.name("minio");
      Minio store =
          new Minio(
              bench.namespace(),
              name,
              images,
              bench.get(Workbench.USER),
              disk(bench, name),
              bucket(bench, name, "MinIO"),
              Parts.exposure(bench, Workbench.STORE_EXPOSURE),
              size(bench, Minio.SIZE));
      return new Kept(Optional.of(store), store.store(), List.of());
    }
  }

  /** Outside the cluster. */
  record Outside(ObjectStore store) implements Store {

    @Override
    public String argument() {
      return "storedIn";
    }

    @Override
    public Kept of(Workbench bench) {
      refuse(
          bench,
          List.of(
              Workbench.TABLES,
              Workbench.BUCKET,
              Workbench.STORE_DISK,
              Workbench.STORE_SIZE,
              Workbench.STORE_EXPOSURE),
          "is outside the cluster");
      return new Kept(Optional.empty(), store, List.of());
    }
  }

  private static void refuse(Workbench bench, List<Knob<?>> knobs, String what) {
    for (Knob<?> knob : knobs) {
      if (bench.has(knob)) {
        throw new IllegalArgumentException(
            "the store " + what + ", and " + knob.name() + " does nothing there; leave it out");
      }
    }
  }

  private static Claim disk(Workbench bench, DnsLabel name) {
    return new Claim(
        name.dash("pvc"), bench.get(Workbench.STORAGE_CLASS), bench.get(Workbench.STORE_DISK));
  }

  private static S3Bucket bucket(Workbench bench, DnsLabel name, String title) {
    return new S3Bucket(
        bench.get(Workbench.BUCKET),
        S3Login.in(name.dash("spark").text(), "Spark's bucket in " + title));
  }

  private static Resources size(Workbench bench, Resources usual) {
    return bench.get(Workbench.STORE_SIZE).orElse(usual);
  }
}
