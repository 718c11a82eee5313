package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.conf.JavaOptions;
import io.sparkstead.stack.own.Taken;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.PodFiles;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the files and folders that properties name are where drivers and executors look. */
public record NamedFiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FILE_IS_THERE =
      Rule.error("KEY-09", "A file that a property names is in the image, or mounted")
          .why("The driver stops at its start, or every task fails.")
          .fix("Mount it into drivers and executors, put it into the image, or into the store.");

  static final Rule FOLDER_IS_FIT =
      Rule.error(
              "KEY-10",
              "A folder that a property names can be written, and seen by all who read it again")
          .why("The images are read-only, and what one pod writes on its own disk no other finds.")
          .fix("Name a folder of the store, or one of a claim that is mounted into all of them.");

  private static final String DRIVER = "driver";
  private static final String EXECUTOR = "executor";
  private static final List<String> BOTH = List.of(DRIVER, EXECUTOR);

  private static final String PYTHON = "spark.pyspark.python";
  private static final String DRIVER_PYTHON = "spark.pyspark.driver.python";
  private static final String ARCHIVES = "spark.archives";
  private static final String UPLOAD = "spark.kubernetes.file.upload.path";
  private static final String LOCAL_DIR = "spark.local.dir";

  /** One file, by who reads it. */
  private static final Map<String, List<String>> FILES =
      Map.of(
          "spark.scheduler.allocation.file", List.of(DRIVER),
          "spark.jars.ivySettings", List.of(DRIVER),
          "spark.metrics.conf", BOTH);

  /** Several, with colons between. */
  private static final Map<String, List<String>> PATHS =
      Map.of(
          "spark.driver.extraClassPath", List.of(DRIVER),
          "spark.driver.extraLibraryPath", List.of(DRIVER),
          "spark.executor.extraClassPath", List.of(EXECUTOR),
          "spark.executor.extraLibraryPath", List.of(EXECUTOR));

  /** Several, with commas between, which a driver hands to its executors. */
  private static final List<String> LISTS =
      List.of("spark.jars", "spark.files", ARCHIVES, "spark.submit.pyFiles");

  /** Where drivers and executors write what others read. */
  private static final List<String> SHARED =
      List.of(
          "spark.sql.warehouse.dir",
          "spark.checkpoint.dir",
          "spark.sql.streaming.checkpointLocation");

  /** What a metrics sink or Ivy writes to. */
  private static final String SINK_FOLDER = ".sink.csv.directory";

  private static final String SINKS = "spark.metrics.conf.";
  private static final String IVY = "spark.jars.ivy";
  private static final String PACKAGES = "spark.jars.packages";
  private static final String TMPDIR = "-Djava.io.tmpdir=";

  private static final String OWN_FILE_SYSTEM = "spark.hadoop.fs.defaultFS";

  private static final List<String> SCHEMES =
      List.of(
          "abfs",
          "abfss",
          "cos",
          "cosn",
          "file",
          "ftp",
          "gs",
          "hdfs",
          "http",
          "https",
          "ivy",
          "local",
          "o3fs",
          "obs",
          "ofs",
          "oss",
          "s3",
          "s3a",
          "s3n",
          "swebhdfs",
          "viewfs",
          "wasb",
          "wasbs",
          "webhdfs");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole()) {
        for (Map.Entry<String, String> property : conf.properties().entrySet()) {
          if (!property.getValue().contains("${")) {
            property(conf, property.getKey(), property.getValue());
          }
        }
      }
    }
  }

  private void property(Conf conf, String key, String value) {
    if (FILES.containsKey(key)) {
      file(conf, key, value, FILES.getOrDefault(key, List.of()));
    } else if (PATHS.containsKey(key)) {
      for (String path : value.split(":", -1)) {
        file(conf, key, path, PATHS.getOrDefault(key, List.of()));
      }
    } else if (LISTS.contains(key)) {
      for (String each : value.split(",", -1)) {
        handedOn(conf, key, each.strip());
      }
    } else if (key.equals(PYTHON)) {
      python(conf, key, value, BOTH);
    } else if (key.equals(DRIVER_PYTHON)) {
      python(conf, key, value, List.of(DRIVER));
    } else if (SHARED.contains(key)) {
      shared(conf, key, value);
    } else if (key.equals(LOCAL_DIR)) {
      for (String folder : value.split(",", -1)) {
        scratch(conf, folder.strip());
      }
    } else if (key.endsWith("JavaOptions")) {
      Optional<JavaOptions> options = JavaOptions.of(value);
      for (String named : options.isEmpty() ? List.<String>of() : options.get().files()) {
        String role = key.startsWith("spark.executor.") ? EXECUTOR : DRIVER;
        file(conf, key, withoutScheme(named), List.of(role));
      }
      for (String word : options.isEmpty() ? List.<String>of() : options.get().words()) {
        if (word.startsWith(TMPDIR)) {
          String role = key.startsWith("spark.executor.") ? EXECUTOR : DRIVER;
          written(conf, key, word.substring(TMPDIR.length()), List.of(role));
        }
      }
    } else if (key.startsWith(SINKS) && key.endsWith(SINK_FOLDER)) {
      String whose = key.substring(SINKS.length());
      written(
          conf,
          key,
          value,
          whose.startsWith("*") ? BOTH : List.of(whose.startsWith(EXECUTOR) ? EXECUTOR : DRIVER));
    } else if (key.equals(IVY) && conf.get(PACKAGES).isPresent()) {
      written(conf, key, value, List.of(DRIVER));
    }
  }

  /** By Java itself or a part of Spark, which makes no disk for it. */
  private void written(Conf conf, String key, String folder, List<String> roles) {
    for (String role : roles) {
      Optional<PodFiles> files = PodFiles.of(stack, conf, role);
      if (folder.startsWith("/") && files.isPresent() && !files.get().mayWrite(folder)) {
        at(FOLDER_IS_FIT, conf, key)
            .say(
                "{} has {} written to, where {} may not write; name a folder of /tmp, or mount a disk"
                    + " there",
                key,
                folder,
                files.get().who());
        return;
      }
    }
  }

  private static String withoutScheme(String file) {
    String path = file.startsWith("file:") ? file.substring("file:".length()) : file;
    return path.startsWith("//") ? path.substring(2) : path;
  }

  /** Of files by a pattern, their folder. */
  private static String folderOf(String path) {
    int star = path.indexOf('*');
    return star < 0 ? path : path.substring(0, Math.max(0, path.lastIndexOf('/', star)));
  }

  private void file(Conf conf, String key, String path, List<String> roles) {
    String looked = folderOf(path);
    if (!looked.startsWith("/")) {
      return;
    }
    for (String role : roles) {
      Optional<PodFiles> files = PodFiles.of(stack, conf, role);
      if (files.isPresent() && files.get().lacks(looked)) {
        at(FILE_IS_THERE, conf, key)
            .say(
                "{} names {}, which nobody mounts into {} or copies into their image; mount(…) it,"
                    + " or put it into the image or the store",
                key,
                path,
                files.get().who());
        return;
      }
    }
  }

  private void handedOn(Conf conf, String key, String entry) {
    int alias = key.equals(ARCHIVES) ? entry.indexOf('#') : -1;
    String file = alias < 0 ? entry : entry.substring(0, alias);
    int colon = file.indexOf(':');
    String scheme = colon < 0 ? "" : file.substring(0, colon);
    if (!scheme.isEmpty() && !SCHEMES.contains(scheme)) {
      at(FILE_IS_THERE, conf, key)
          .say(
              "{} names {}, and Spark knows no {}:; write local:///… for a file of the image, or"
                  + " s3a://… for one of the store",
              key,
              file,
              scheme);
    } else if (scheme.equals("local")) {
      String path = file.substring(colon + 1);
      file(conf, key, path.startsWith("//") ? path.substring(2) : path, BOTH);
    } else if ((scheme.isEmpty() || scheme.equals("file")) && !file.isEmpty()) {
      if (conf.isCluster() && conf.get(UPLOAD).isEmpty()) {
        at(FILE_IS_THERE, conf, key)
            .say(
                "{} names {}, a file of whoever submits, which Spark refuses without {}; write"
                    + " local:///… for a file of the image, or s3a://… for one of the store",
                key,
                file,
                UPLOAD);
      } else {
        file(conf, key, withoutScheme(file), List.of(DRIVER));
      }
    }
  }

  /** The image has one Python; another comes in an archive, or by a mount. */
  private void python(Conf conf, String key, String value, List<String> roles) {
    String own = imagePython();
    if (own.isEmpty() || value.equals(own)) {
      return;
    }
    boolean isOfImage = !value.contains("/") || value.startsWith("/usr/bin/");
    if (isOfImage && !own.endsWith("/" + value)) {
      at(FILE_IS_THERE, conf, key)
          .say("{} is {}, and the image has {} alone; leave it out", key, value, own);
    } else if (value.startsWith("./") && conf.get(ARCHIVES).isEmpty()) {
      at(FILE_IS_THERE, conf, key)
          .say(
              "{} is {}, in an archive that {} would name; name it, or leave it out",
              key,
              value,
              ARCHIVES);
    } else {
      file(conf, key, value, roles);
    }
  }

  private String imagePython() {
    String mark = "PYSPARK_PYTHON=\"";
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      String text = dockerfile.lastStage();
      int at = text.indexOf(" " + mark);
      int start = at + 1 + mark.length();
      if (at >= 0) {
        return text.substring(start, Math.max(start, text.indexOf('"', start)));
      }
    }
    return "";
  }

  private void shared(Conf conf, String key, String value) {
    boolean isOnDisk = value.startsWith("file:") || value.indexOf("://") < 0;
    if (!isOnDisk || (!value.startsWith("file:") && conf.get(OWN_FILE_SYSTEM).isPresent())) {
      return;
    }
    for (String role : BOTH) {
      Optional<PodFiles> files = PodFiles.of(stack, conf, role);
      if (files.isPresent() && !files.get().shares(withoutScheme(value))) {
        at(FOLDER_IS_FIT, conf, key)
            .say(
                "{} is {}, where each pod sees its own disk; name a folder of the store, s3a://…, or"
                    + " mount a claim there",
                key,
                value);
        return;
      }
    }
  }

  /** Spark itself mounts a folder there into what it makes pods of. */
  private void scratch(Conf conf, String folder) {
    Optional<String> hidden = Taken.folder(folder);
    if (hidden.isPresent() || !folder.startsWith("/")) {
      at(FOLDER_IS_FIT, conf, LOCAL_DIR)
          .say(
              "{} is {}, where {}; leave it out, as the Shuffle of new Executors(…) says where data"
                  + " goes",
              LOCAL_DIR,
              folder,
              hidden.isPresent() ? "Spark would hide " + hidden.get() : "no path begins with /");
      return;
    }
    Optional<PodFiles> driver = PodFiles.of(stack, conf, DRIVER);
    if (!conf.isCluster() && driver.isPresent() && !driver.get().mayWrite(folder)) {
      at(FOLDER_IS_FIT, conf, LOCAL_DIR)
          .say(
              "{} is {}, where {} may not write; leave it out, or mount a disk there",
              LOCAL_DIR,
              folder,
              driver.get().who());
    }
  }
}
