package io.sparkstead.render.review.crowd;

/**
 * What is said of something.
 *
 * @param of what it is said of: {@code StatefulSet spark/jupyter-ada}
 * @param text empty where it is named alone
 */
public record Saying(String of, String text) {}
