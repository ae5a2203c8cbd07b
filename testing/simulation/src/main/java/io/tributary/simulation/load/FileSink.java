package io.tributary.simulation.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of JSON per intent and per result, flushed at once, so that the file is whole up to the
 * moment its writer is killed.
 */
public final class FileSink implements Sink, AutoCloseable {

  private final JsonMapper json = new JsonMapper();
  private final BufferedWriter out;

  /** Appends to the file. */
  public FileSink(Path file) throws IOException {
    this.out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void intent(Attempt attempt) {
    Map<String, Object> line = line("intent", attempt);
    put(line, "link_code", attempt.linkCode());
    put(line, "click_id", attempt.clickId());
    put(line, "order_id", attempt.orderId());
    put(line, "amount", attempt.amount());
    write(line);
  }

  @Override
  public void result(Attempt attempt, Outcome outcome) {
    Map<String, Object> line = line("result", attempt);
    switch (outcome) {
      case Outcome.ClickAcknowledged click -> {
        line.put("outcome", "click_acknowledged");
        line.put("click_id", click.clickId());
      }
      case Outcome.ConversionAcknowledged conversion -> {
        line.put("outcome", "conversion_acknowledged");
        line.put("conversion_id", conversion.conversionId());
        line.put("order_id", conversion.orderId());
      }
      case Outcome.Refused refused -> {
        line.put("outcome", "refused");
        line.put("status", refused.status());
        line.put("body", refused.body());
      }
      case Outcome.Failed failed -> {
        line.put("outcome", "failed");
        line.put("reason", failed.reason());
      }
    }
    write(line);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private static Map<String, Object> line(String what, Attempt attempt) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("line", what);
    line.put("number", attempt.number());
    line.put("kind", attempt.kind() == Attempt.Kind.CLICK ? "click" : "postback");
    line.put("campaign", attempt.campaign());
    return line;
  }

  private static void put(Map<String, Object> line, String name, @Nullable String value) {
    if (value != null) {
      line.put(name, value);
    }
  }

  private synchronized void write(Map<String, Object> line) {
    try {
      out.write(json.writeValueAsString(line));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
