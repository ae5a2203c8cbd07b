package io.tributary.tracking.input;

import io.tributary.contract.json.EventJson;
import io.tributary.tracking.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a batch of events from its bytes, member by member, without a tree in between. */
public final class JsonEvents {

  /** Of one event, in bytes of its JSON. */
  public static final int MAX_EVENT = 32 * 1024;

  private static final String EVENTS = "events";

  private JsonEvents() {}

  /** What the body is. */
  public sealed interface Batch {

    /**
     * A batch.
     *
     * @param sentAt the sender's clock, for events that do not tell it themselves
     */
    record Read(List<Event> events, @Nullable String sentAt) implements Batch {}

    /** It has more events than that. */
    record TooMany(int atLeast) implements Batch {}

    /** It is JSON and no batch. */
    record NotABatch() implements Batch {}

    /** It is not JSON. */
    record Malformed() implements Batch {}
  }

  /**
   * One event.
   *
   * @param from where it begins in the body
   * @param to where it ends
   */
  public record Event(Sent sent, int from, int to) {}

  /** Reads a body; what is wrong with one event is noted there. */
  public static Batch read(byte[] body, int maxEvents) {
    try (JsonParser parser = EventJson.mapper().createParser(body)) {
      return batch(parser, maxEvents);
    } catch (JacksonException e) {
      return new Batch.Malformed();
    }
  }

  private static Batch batch(JsonParser parser, int maxEvents) {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new Batch.Malformed();
    }
    if (first != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return parser.nextToken() == null ? new Batch.NotABatch() : new Batch.Malformed();
    }
    List<Event> events = null;
    String sentAt = null;
    int count = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (EVENTS.equals(name) && value == JsonToken.START_ARRAY) {
        events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          count++;
          if (count <= maxEvents) {
            events.add(event(parser));
          } else {
            parser.skipChildren();
          }
        }
      } else {
        if (Member.SENT_AT.field().equals(name) && value == JsonToken.VALUE_STRING) {
          sentAt = parser.getString();
        }
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      return new Batch.Malformed();
    }
    if (events == null) {
      return new Batch.NotABatch();
    }
    return count > maxEvents ? new Batch.TooMany(count) : new Batch.Read(events, sentAt);
  }

  private static Event event(JsonParser parser) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    Sent sent = new Sent();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      members(parser, sent);
    } else {
      parser.skipChildren();
      sent.problems().add("", "wrong_type", "is not an object");
    }
    int to = (int) parser.currentLocation().getByteOffset();
    if (to - from > MAX_EVENT) {
      sent.problems().add("", "event_too_large", "is larger than %d bytes".formatted(MAX_EVENT));
    }
    return new Event(sent, from, to);
  }

  private static void members(JsonParser parser, Sent sent) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Member member = Member.named(name);
      JsonToken value = parser.nextToken();
      if (member == null) {
        parser.skipChildren();
        sent.warn(Text.wellFormed(Text.cut(name, Member.Kind.WORD.max())), "unknown_member");
      } else if (value == JsonToken.VALUE_STRING && member.kind() != Member.Kind.ITEMS) {
        sent.put(member, Text.wellFormed(parser.getString()));
      } else if (value == JsonToken.START_ARRAY && member.kind() == Member.Kind.ITEMS) {
        items(parser, sent);
      } else if (value != JsonToken.VALUE_NULL) {
        parser.skipChildren();
        sent.problems()
            .add(
                member.field(),
                "wrong_type",
                member.kind() == Member.Kind.ITEMS ? "is not an array" : "is not a string");
      }
    }
  }

  private static void items(JsonParser parser, Sent sent) {
    List<Sent.Item> items = new ArrayList<>();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count >= Sent.MAX_ITEMS) {
        parser.skipChildren();
        sent.problems().add("items", "too_many_items", "are more than " + Sent.MAX_ITEMS);
      } else if (parser.currentToken() == JsonToken.START_OBJECT) {
        items.add(item(parser, sent, "items[" + count + "]."));
      } else {
        parser.skipChildren();
        String at = "items[" + count + "]";
        sent.problems().add(at, "wrong_type", "is not an object");
      }
      count++;
    }
    sent.items(items);
  }

  private static Sent.Item item(JsonParser parser, Sent sent, String path) {
    String sku = null;
    String category = null;
    String quantity = null;
    String unitPrice = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      String at = path + name;
      switch (name) {
        case "sku" -> sku = string(parser, token, at, sent);
        case "category" -> category = string(parser, token, at, sent);
        case "unit_price" -> unitPrice = string(parser, token, at, sent);
        case "quantity" ->
            quantity =
                token == JsonToken.VALUE_NUMBER_INT
                    ? parser.getString()
                    : string(parser, token, at, sent);
        default -> {
          parser.skipChildren();
          sent.warn("items." + Text.wellFormed(Text.cut(name, 64)), "unknown_member");
        }
      }
    }
    return new Sent.Item(sku, category, quantity, unitPrice);
  }

  private static @Nullable String string(JsonParser parser, JsonToken token, String at, Sent sent) {
    if (token == JsonToken.VALUE_STRING) {
      return Text.wellFormed(parser.getString());
    }
    if (token != JsonToken.VALUE_NULL) {
      parser.skipChildren();
      sent.problems().add(at, "wrong_type", "is not a string");
    }
    return null;
  }
}
