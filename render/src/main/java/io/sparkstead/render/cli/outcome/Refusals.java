package io.sparkstead.render.cli.outcome;

import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the environments of a run, each reason once: a loop gets it wrong for all. */
public final class Refusals {

  private final Map<String, List<String>> refused = new LinkedHashMap<>();

  /**
   * Keeps what is wrong with {@code environment}.
   *
   * @throws RuntimeException {@code e}, if it tells of something else
   */
  public void add(DnsLabel environment, RuntimeException e) {
    String reason = Failure.reason(e).orElseThrow(() -> e);
    refused.computeIfAbsent(reason, key -> new ArrayList<>()).add(environment.text());
  }

  /**
   * Ends the run if there was anything.
   *
   * @param all how many environments were asked for
   */
  public void tell(int all) {
    if (refused.isEmpty()) {
      return;
    }
    if (all == 1) {
      throw new Refusal(ExitCode.REFUSED, refused.keySet().iterator().next());
    }
    StringBuilder told = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, List<String>> reason : refused.entrySet()) {
      count += reason.getValue().size();
      told.append("\n").append(few(reason.getValue())).append(": ").append(reason.getKey());
    }
    throw new Refusal(
        ExitCode.REFUSED,
        count + " of " + all + " environments are refused; nothing was written" + told);
  }

  /** {@code team-1, team-2, team-3, team-4, team-5 and 995 more}. */
  public static String few(Collection<String> names) {
    List<String> first = names.stream().limit(5).toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }
}
