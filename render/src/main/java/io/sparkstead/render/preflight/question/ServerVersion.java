package io.sparkstead.render.preflight.question;

import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the cluster is as new as the release of Spark wants it. */
public record ServerVersion() implements Question {

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");
  private static final String SUBJECT = "Kubernetes";

  @Override
  public String about() {
    return "version";
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return List.of("version");
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    Reply reply = site.cluster().get("/version");
    if (!(reply instanceof Reply.Found found)) {
      told.unchecked(SUBJECT, reply);
      return;
    }
    String version = found.document().path("gitVersion").asText();
    String least = wanted.kubernetes().orElse("0.0");
    if (number(version) < number(least)) {
      told.lack(
          SUBJECT,
          "is " + version + ", and this Spark is documented for " + least + " and later",
          "upgrade the cluster, or choose an older release of Spark");
    } else {
      told.ok(SUBJECT, version + ", and " + least + " is enough");
    }
  }

  private static int number(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches()
        ? Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2))
        : 0;
  }
}
