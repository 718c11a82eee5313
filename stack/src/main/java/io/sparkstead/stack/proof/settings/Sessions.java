package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.conf.JavaOptions;
import io.sparkstead.stack.conf.Pairs;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what notebooks and scripts tell Spark goes with the properties of their pods. */
public record Sessions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule GOES_WITH_ITS_FILE =
      Rule.error(
              "KEY-17",
              "What a notebook or a script tells Spark goes with the properties of its pod")
          .why("Services, policies and templates know what the file says, and nothing else.")
          .fix("Leave it out; what the stack says has an argument.");

  static final Rule PROGRAM_IS_FOUND =
      Rule.error(
              "KEY-18", "A program or template that a script submits is where Spark looks for it")
          .why("spark-submit ends at once, or the driver does.")
          .fix(
              "Write local:///… for a file of the image, or the path that the script has written.");

  private static final String MASTER = "spark.master";
  private static final String SUBMIT = "spark-submit";

  /** What Services, policies, accounts and templates rely on. */
  private static final List<String> KEPT =
      List.of(
          "spark.authenticate",
          "spark.authenticate.secret.file",
          Keys.BLOCK_MANAGER_PORT,
          "spark.driver.bindAddress",
          "spark.driver.blockManager.port",
          "spark.driver.host",
          Keys.DRIVER_PORT,
          "spark.eventLog.dir",
          S3.ENDPOINT,
          Keys.DRIVER_ACCOUNT,
          Keys.EXECUTOR_ACCOUNT,
          Keys.IMAGE,
          "spark.kubernetes.executor.podTemplateFile",
          "spark.kubernetes.namespace",
          "spark.network.crypto.enabled",
          "spark.submit.deployMode");

  @Override
  public void check() {
    for (Session session : Session.allOf(stack)) {
      master(session);
      for (String key : KEPT) {
        Optional<String> own = session.own().get(key);
        Optional<String> file = session.file().get(key);
        if (own.isPresent() && !own.equals(file) && own.get().indexOf('$') < 0) {
          at(GOES_WITH_ITS_FILE, session.own(), key)
              .say(
                  "{}, and {} says {}; leave it out",
                  session.own().setting(key),
                  session.file(),
                  file.orElse("nothing of it"));
        }
      }
      List<Pairs.Refused> before = Pairs.refuse(session.file().properties());
      for (Pairs.Refused refused : Pairs.refuse(session.both().properties())) {
        if (!before.contains(refused)) {
          at(GOES_WITH_ITS_FILE, session.own(), refused.key())
              .say("{}, by what {it} says; change it", refused.why());
        }
      }
    }
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      if (reader.isPresent() && conf.isWhole()) {
        variables(conf, reader.get());
      }
    }
    for (Map.Entry<String, String> script : stack.filesEndingWith(".sh").entrySet()) {
      script(script.getKey(), script.getKey(), script.getValue());
    }
    for (Embedded file : stack.embedded()) {
      if (file.key().endsWith(".sh")) {
        script(file.subject(), file.path(), file.text());
      }
    }
  }

  /** What Java is told of Spark holds over the file. */
  private void variables(Conf conf, Workload reader) {
    for (ContainerView container : reader.mainContainers()) {
      for (String name : Keys.SPARKS_JAVA_VARIABLES) {
        Optional<String> told = container.variable(name);
        Optional<JavaOptions> options =
            told.isEmpty() ? Optional.empty() : JavaOptions.of(told.get());
        for (String word : options.isEmpty() ? List.<String>of() : options.get().words()) {
          int equals = word.indexOf('=');
          String key = word.startsWith("-Dspark.") && equals > 0 ? word.substring(2, equals) : "";
          Optional<String> file = conf.get(key);
          if (file.isPresent() && !file.get().equals(word.substring(equals + 1))) {
            at(GOES_WITH_ITS_FILE, reader, word)
                .say(
                    "{} of {it} says {}, and {} says {}; leave it out",
                    name,
                    word,
                    conf,
                    file.get());
          }
        }
      }
    }
  }

  private void master(Session session) {
    Optional<String> master = session.own().get(MASTER);
    if (master.isPresent() && !master.get().startsWith("k8s://")) {
      at(GOES_WITH_ITS_FILE, session.own(), master.get())
          .say(
              "{it} runs on {}, in its own pod and without an executor; leave the master out, {} says"
                  + " it",
              master.get(),
              session.file());
    }
  }

  private void script(String subject, String path, String text) {
    int submit = text.indexOf(SUBMIT);
    if (submit < 0) {
      return;
    }
    for (String word : Words.of(text.substring(submit))) {
      String bare = word.replace("'", "").replace("\"", "");
      if (bare.startsWith("file:")) {
        findings
            .at(PROGRAM_IS_FOUND, subject, path, bare)
            .say(
                "{it} submits {}, a file of its own pod, which Spark refuses; write local:///… for a"
                    + " file of the image",
                bare);
      }
      String template = "podTemplateFile=/tmp/";
      int at = bare.indexOf(template);
      if (at >= 0) {
        String file = bare.substring(at + template.length() - "/tmp/".length());
        if (!text.contains("> " + file) && !text.contains(">" + file)) {
          findings
              .at(PROGRAM_IS_FOUND, subject, path, file)
              .say("{it} names the template {}, which it has not written; write it there", file);
        }
      }
    }
  }
}
