package io.sparkstead.stack.gitops;

import io.sparkstead.dsl.value.DnsLabel;
import java.util.regex.Pattern;

/**
 * The repository that holds the rendered trees.
 *
 * @param url {@code https://} or {@code ssh://}, which Argo CD and Flux both read; without a
 *     password or token
 * @param branch that the tool follows
 * @param folder of the repository in which the environments' folders are, as {@code out}
 */
public record GitSource(String url, String branch, String folder) {

  private static final Pattern URL =
      Pattern.compile("(?:https://|ssh://(?:[\\w.-]+@)?)[A-Za-z0-9.-]+(?::\\d{1,5})?/[^@\\s]+");
  private static final Pattern BRANCH = Pattern.compile("[\\w][\\w./-]*");
  private static final Pattern FOLDER = Pattern.compile("[\\w-][\\w.-]*(?:/[\\w-][\\w.-]*)*");

  public GitSource {
    if (!URL.matcher(url).matches()) {
      // Of what is refused, part may be a password.
      throw new IllegalArgumentException(
          "the repository's URL (not shown) is none that Argo CD and Flux both read; write"
              + " https://HOST/PATH or ssh://git@HOST/PATH, with the login in a Secret of the tool");
    }
    if (!BRANCH.matcher(branch).matches()) {
      throw new IllegalArgumentException(
          "branch '" + branch + "' is none; use A-Z a-z 0-9 _ . / -, like main");
    }
    if (!FOLDER.matcher(folder).matches()) {
      throw new IllegalArgumentException(
          "folder '"
              + folder
              + "' is none of a repository; write a path from its root, like out or deploy/out");
    }
  }

  /** What {@code render} writes at the root of the repository, on branch {@code main}. */
  public static GitSource of(String url) {
    return new GitSource(url, "main", "out");
  }

  /** Where {@code environment} is: {@code out/homelab}. */
  String path(DnsLabel environment) {
    return folder + "/" + environment;
  }
}
