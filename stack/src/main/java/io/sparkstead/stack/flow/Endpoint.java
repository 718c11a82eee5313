package io.sparkstead.stack.flow;

import java.util.Optional;

/**
 * Something a person or a program may open.
 *
 * @param title what answers there
 * @param inside its address for pods
 * @param outside its address for everyone else, if it has one
 */
public record Endpoint(String title, String inside, Optional<String> outside) {

  /** Told apart from others of that title: {@code JupyterLab, jupyter-ann}. */
  public Endpoint of(String component) {
    return new Endpoint(title + ", " + component, inside, outside);
  }
}
