package io.sparkstead.render.cluster.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * {@code kubectl}, as a person uses it.
 *
 * @param program the one that knows the cluster
 */
public record Kubectl(Path program) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Answer run(String... arguments) {
    return tell("", arguments);
  }

  /** Runs it with {@code input} behind a pipe. */
  public Answer tell(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ExternalTool.Result result = ExternalTool.run(command, input);
    return new Answer(
        "kubectl " + String.join(" ", arguments),
        result.exitCode(),
        result.stdout(),
        result.stderr());
  }

  /** What a shell answers to {@code commands}, for which {@code kubectl} is this one. */
  public Answer shell(String commands) {
    String path = "PATH=" + program.getParent() + ":" + System.getenv("PATH");
    ExternalTool.Result result =
        ExternalTool.run(List.of("env", path, "bash", "-euo", "pipefail"), commands);
    return new Answer(commands, result.exitCode(), result.stdout(), result.stderr());
  }

  /** What it prints with {@code -o json}. */
  public JsonNode read(String... arguments) {
    return json(run(asJson(arguments)));
  }

  /** Each of the objects it prints with {@code -o json}. */
  public List<JsonNode> list(String... arguments) {
    return StreamSupport.stream(read(arguments).get("items").spliterator(), false).toList();
  }

  /** Creates {@code object}, and answers with what the server made of it. */
  public JsonNode create(JsonNode object, String... arguments) {
    List<String> all = new ArrayList<>(List.of("create", "-f", "-"));
    all.addAll(List.of(arguments));
    return json(tell(object.toString(), asJson(all.toArray(String[]::new))));
  }

  private static String[] asJson(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return all.toArray(String[]::new);
  }

  private static JsonNode json(Answer answer) {
    try {
      String text = answer.succeeded().output();
      return JSON.readTree(text.isEmpty() ? "{\"items\":[]}" : text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
