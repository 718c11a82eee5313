package io.sparkstead.render.slot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.secret.Slot;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies in the slots of a stack. */
public final class SlotReader {

  private SlotReader() {}

  /** The slots of {@code stack} as they are in {@code folder}. */
  public static List<SlotFile> read(Stack stack, OutFolder folder) throws IOException {
    List<SlotFile> files = new ArrayList<>();
    for (Map.Entry<String, Slot> slot : stack.slots().entrySet()) {
      Optional<String> text = folder.text(slot.getKey());
      files.add(new SlotFile(slot.getKey(), slot.getValue(), text.map(SlotReader::documents)));
    }
    return files;
  }

  private static List<Map<?, ?>> documents(String text) {
    YAMLMapper mapper =
        YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    List<Map<?, ?>> documents = new ArrayList<>();
    try (MappingIterator<Object> all = mapper.readerFor(Object.class).readValues(text)) {
      while (all.hasNextValue()) {
        Object document = all.nextValue();
        documents.add(document instanceof Map<?, ?> map ? map : Map.of());
      }
      return documents;
    } catch (JsonProcessingException e) {
      // Its message quotes the file, which may hold a secret.
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("a text can be read", e);
    }
  }
}
