package io.sparkstead.render.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the steps of a composite action as GitHub's runner does: inputs and outputs by expressions,
 * each step's shell with its {@code env}, what it says in {@code GITHUB_OUTPUT}, until one fails.
 *
 * <p>It knows no functions, conditions or actions that an action uses; it fails at one.
 */
final class Runner {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *([\\w.-]+) *}}");

  private final Path action;
  private final Path workspace;
  private final Path temp;
  private final Map<String, String> environment;
  private final Map<String, String> known = new LinkedHashMap<>();

  /** How it ended: its outputs, and what its steps said. */
  record Outcome(boolean isSuccess, Map<String, String> outputs, String log, String summary) {}

  /**
   * @param action the folder of its {@code action.yml}
   * @param environment what the runner gives each step
   */
  Runner(Path action, Path workspace, Path temp, Map<String, String> environment) {
    this.action = action;
    this.workspace = workspace;
    this.temp = temp;
    this.environment = environment;
  }

  /**
   * Runs it.
   *
   * @param context what expressions know: {@code github.token}
   */
  Outcome run(Map<String, String> inputs, Map<String, String> context)
      throws IOException, InterruptedException {
    JsonNode document = new YAMLMapper().readTree(action.resolve("action.yml").toFile());
    known.clear();
    known.putAll(context);
    document
        .path("inputs")
        .properties()
        .forEach(
            input ->
                known.put(
                    "inputs." + input.getKey(),
                    inputs.getOrDefault(
                        input.getKey(), filled(input.getValue().path("default").asText()))));
    assertThat(known.keySet())
        .containsAll(inputs.keySet().stream().map("inputs."::concat).toList());
    assertThat(document.at("/runs/using").asText()).isEqualTo("composite");
    Path summary = Files.createTempFile(temp, "summary", "");
    StringBuilder log = new StringBuilder();
    boolean isSuccess = true;
    for (JsonNode step : document.at("/runs/steps")) {
      assertThat(step.has("uses") || step.has("if")).isFalse();
      isSuccess = isSuccess && run(step, summary, log);
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    document
        .path("outputs")
        .properties()
        .forEach(
            output ->
                outputs.put(output.getKey(), filled(output.getValue().path("value").asText())));
    return new Outcome(isSuccess, outputs, log.toString(), Files.readString(summary));
  }

  private boolean run(JsonNode step, Path summary, StringBuilder log)
      throws IOException, InterruptedException {
    assertThat(step.path("shell").asText()).isEqualTo("bash");
    Path script = Files.createTempFile(temp, "step", ".sh");
    Files.writeString(script, filled(step.path("run").asText()));
    Path output = Files.createTempFile(temp, "output", "");
    Path said = Files.createTempFile(temp, "said", "");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.toString()))
            .directory(workspace.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().putAll(environment);
    builder.environment().put("GITHUB_ACTION_PATH", action.toString());
    builder.environment().put("GITHUB_OUTPUT", output.toString());
    builder.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
    builder.environment().put("GITHUB_WORKSPACE", workspace.toString());
    builder.environment().put("RUNNER_TEMP", temp.toString());
    step.path("env")
        .properties()
        .forEach(
            each -> builder.environment().put(each.getKey(), filled(each.getValue().asText())));
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    log.append(Files.readString(said, UTF_8));
    remember(step.path("id").asText(), Files.readString(output, UTF_8));
    return process.exitValue() == 0;
  }

  /** {@code name=value}, and {@code name<<END} with lines up to that. */
  private void remember(String id, String output) {
    List<String> lines = output.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int here = line.indexOf("<<");
      int equal = line.indexOf('=');
      if (here > 0 && (equal < 0 || here < equal)) {
        String end = line.substring(here + 2);
        StringBuilder value = new StringBuilder();
        for (i++; !lines.get(i).equals(end); i++) {
          value.append(lines.get(i)).append('\n');
        }
        known.put("steps." + id + ".outputs." + line.substring(0, here), value.toString());
      } else {
        known.put(
            "steps." + id + ".outputs." + line.substring(0, equal), line.substring(equal + 1));
      }
    }
  }

  /** What is not there is empty, as GitHub has it; a name that nobody has ever is a mistake. */
  private String filled(String text) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(1);
              assertThat(name).matches("(inputs|steps|github)\\..+");
              if (name.startsWith("inputs.")) {
                assertThat(known).containsKey(name);
              }
              return Matcher.quoteReplacement(known.getOrDefault(name, ""));
            });
  }
}
