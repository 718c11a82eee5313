package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of volumes. */
record VolumeRefusals(Refusals refusals) {

  private static final List<String> ON_HOST =
      List.of(
          "Socket",
          "File",
          "FileOrCreate",
          "CharDevice",
          "BlockDevice",
          "Directory",
          "DirectoryOrCreate");
  private static final String NAME = "name";
  private static final String DEFAULT_MODE = "defaultMode";
  private static final String PATH = "path";
  private static final long SHORTEST_TOKEN = 600;
  private static final long LONGEST_TOKEN = 1L << 32;

  void of(@Nullable List<Volume> volumes) {
    Set<String> names = new HashSet<>();
    for (Volume volume : Given.list(volumes)) {
      String name = Given.text(volume.getName());
      refusals.label(NAME, name);
      refusals.unless(names.add(name), NAME, name, "rename one of the two volumes");
      source(name, volume);
    }
  }

  private void source(String name, Volume volume) {
    // Of none, Kubernetes makes an emptyDir.
    refusals.unless(
        common(volume) + others(volume) <= 1, "volumes", name, "keep one of the things that it is");
  }

  private int common(Volume volume) {
    int sources = 0;
    if (volume.getConfigMap() != null) {
      sources++;
      refusals.required(NAME, volume.getConfigMap().getName());
      refusals.mode(DEFAULT_MODE, volume.getConfigMap().getDefaultMode());
      items(volume.getConfigMap().getItems(), new HashSet<>(), false);
    }
    if (volume.getSecret() != null) {
      sources++;
      refusals.required("secretName", volume.getSecret().getSecretName());
      refusals.mode(DEFAULT_MODE, volume.getSecret().getDefaultMode());
      items(volume.getSecret().getItems(), new HashSet<>(), false);
    }
    if (volume.getPersistentVolumeClaim() != null) {
      sources++;
      refusals.required("claimName", volume.getPersistentVolumeClaim().getClaimName());
    }
    if (volume.getDownwardAPI() != null) {
      sources++;
      refusals.mode(DEFAULT_MODE, volume.getDownwardAPI().getDefaultMode());
      files(volume.getDownwardAPI().getItems(), new HashSet<>(), false);
    }
    if (volume.getProjected() != null) {
      sources++;
      projected(volume.getProjected());
    }
    if (volume.getHostPath() != null) {
      sources++;
      String path = Given.text(volume.getHostPath().getPath());
      refusals.unless(
          !path.isEmpty() && !Refusals.stepsBack(path), PATH, path, "say a path without .. in it");
      refusals.oneOf(ON_HOST, "type", volume.getHostPath().getType());
    }
    if (volume.getEphemeral() != null) {
      sources++;
      var template = volume.getEphemeral().getVolumeClaimTemplate();
      refusals.unless(template != null, "ephemeral", "", "say its volumeClaimTemplate");
      if (template != null) {
        new AmountRefusals(refusals).ofClaim(template.getSpec());
      }
    }
    return sources;
  }

  private static int others(Volume volume) {
    int sources = volume.getEmptyDir() == null ? 0 : 1;
    sources += volume.getNfs() == null ? 0 : 1;
    sources += volume.getCsi() == null ? 0 : 1;
    sources += volume.getImage() == null ? 0 : 1;
    sources += volume.getIscsi() == null ? 0 : 1;
    sources += volume.getFc() == null ? 0 : 1;
    sources += volume.getRbd() == null ? 0 : 1;
    sources += volume.getCephfs() == null ? 0 : 1;
    sources += volume.getCinder() == null ? 0 : 1;
    sources += volume.getGlusterfs() == null ? 0 : 1;
    sources += volume.getGitRepo() == null ? 0 : 1;
    sources += volume.getFlexVolume() == null ? 0 : 1;
    sources += volume.getFlocker() == null ? 0 : 1;
    sources += volume.getQuobyte() == null ? 0 : 1;
    sources += volume.getScaleIO() == null ? 0 : 1;
    sources += volume.getStorageos() == null ? 0 : 1;
    sources += volume.getPortworxVolume() == null ? 0 : 1;
    sources += volume.getVsphereVolume() == null ? 0 : 1;
    sources += volume.getAzureDisk() == null ? 0 : 1;
    sources += volume.getAzureFile() == null ? 0 : 1;
    sources += volume.getAwsElasticBlockStore() == null ? 0 : 1;
    sources += volume.getGcePersistentDisk() == null ? 0 : 1;
    sources += volume.getPhotonPersistentDisk() == null ? 0 : 1;
    return sources;
  }

  private void projected(ProjectedVolumeSource projected) {
    refusals.mode(DEFAULT_MODE, projected.getDefaultMode());
    Set<String> paths = new HashSet<>();
    for (VolumeProjection source : Given.list(projected.getSources())) {
      int sources = 0;
      if (source.getConfigMap() != null) {
        sources++;
        refusals.required(NAME, source.getConfigMap().getName());
        items(source.getConfigMap().getItems(), paths, true);
      }
      if (source.getSecret() != null) {
        sources++;
        refusals.required(NAME, source.getSecret().getName());
        items(source.getSecret().getItems(), paths, true);
      }
      if (source.getDownwardAPI() != null) {
        sources++;
        files(source.getDownwardAPI().getItems(), paths, true);
      }
      if (source.getServiceAccountToken() != null) {
        sources++;
        token(source.getServiceAccountToken());
      }
      refusals.unless(sources <= 1, "sources", sources + " at once", "say each in an item");
    }
  }

  private void items(@Nullable List<KeyToPath> items, Set<String> paths, boolean areApart) {
    for (KeyToPath item : Given.list(items)) {
      refusals.required("key", item.getKey());
      refusals.mode("mode", item.getMode());
      path(item.getPath(), paths, areApart);
    }
  }

  private void files(
      @Nullable List<DownwardAPIVolumeFile> files, Set<String> paths, boolean areApart) {
    for (DownwardAPIVolumeFile file : Given.list(files)) {
      refusals.mode("mode", file.getMode());
      path(file.getPath(), paths, areApart);
      new VariableRefusals(refusals).ofFile(file.getFieldRef(), file.getResourceFieldRef());
    }
  }

  /** Kubernetes puts its own files beside, whose names begin so. */
  private void path(@Nullable String path, Set<String> paths, boolean areApart) {
    String text = Given.text(path);
    refusals.below(PATH, text);
    refusals.unless(!text.startsWith(".."), PATH, text, "begin it with another than ..");
    refusals.unless(paths.add(text) || !areApart, PATH, text, "put one file there");
  }

  private void token(ServiceAccountTokenProjection token) {
    refusals.below(PATH, token.getPath());
    Long end = token.getExpirationSeconds();
    refusals.unless(
        end == null || (end >= SHORTEST_TOKEN && end <= LONGEST_TOKEN),
        "expirationSeconds",
        end,
        "say 600 or more");
  }
}
