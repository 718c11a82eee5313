package io.sparkstead.stack.secret;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lies in a slot.
 *
 * @param path of the file, from the environment's folder
 * @param documents of the file as maps, no fewer than it has, or empty where there is no file; a
 *     file that is no YAML has none
 */
public record SlotFile(String path, Slot slot, Optional<List<Map<?, ?>>> documents) {}
