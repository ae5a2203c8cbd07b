package io.tributary.tracking.event;

import io.tributary.tracking.input.Member;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The members of each kind of event: what an event is checked by, and what the document is made of.
 *
 * @param required must be there
 * @param oneOf of which one at least must be there
 * @param optional may be there
 * @param used all of these, and what every event may have
 */
public record EventSchema(
    Set<Member> required, Set<Member> oneOf, Set<Member> optional, Set<Member> used) {

  /** What every event may have. */
  public static final Set<Member> COMMON =
      Collections.unmodifiableSet(
          EnumSet.of(Member.TYPE, Member.EVENT_ID, Member.OCCURRED_AT, Member.SENT_AT));

  private static final Set<Member> VISITOR = EnumSet.of(Member.CLICK_ID, Member.VISITOR_ID);
  private static final Set<Member> CLIENT =
      EnumSet.of(Member.IP, Member.USER_AGENT, Member.LANGUAGE, Member.REFERRER, Member.CONSENT);
  private static final Set<Member> NONE = EnumSet.noneOf(Member.class);

  private static final Map<EventType, EventSchema> SCHEMAS = schemas();

  /** Of a kind. */
  public static EventSchema of(EventType type) {
    return Objects.requireNonNull(SCHEMAS.get(type));
  }

  private static Map<EventType, EventSchema> schemas() {
    Map<EventType, EventSchema> all = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      all.put(type, schema(type));
    }
    return all;
  }

  private static EventSchema schema(EventType type) {
    return switch (type) {
      case CLICK ->
          schema(
              EnumSet.of(Member.LINK_CODE),
              NONE,
              union(
                  union(EnumSet.of(Member.VISITOR_ID, Member.SOURCE, Member.AFF_CLICK_ID), CLIENT),
                  EnumSet.range(Member.SUB1, Member.SUB10)));
      case IMPRESSION ->
          schema(EnumSet.of(Member.LINK_CODE), NONE, union(EnumSet.of(Member.VISITOR_ID), CLIENT));
      case CONVERSION ->
          schema(
              EnumSet.of(Member.CAMPAIGN_ID),
              union(VISITOR, EnumSet.of(Member.CUSTOMER_ID, Member.COUPON)),
              union(
                  EnumSet.range(Member.ORDER_ID, Member.ITEMS),
                  union(EnumSet.of(Member.EMAIL), EnumSet.range(Member.ADV1, Member.ADV5))));
      case REFUND ->
          schema(
              EnumSet.of(Member.REFUND_ID),
              EnumSet.of(Member.CONVERSION_ID, Member.ORDER_ID),
              EnumSet.of(Member.CAMPAIGN_ID, Member.AMOUNT, Member.CURRENCY, Member.REASON));
      case IDENTIFY -> schema(EnumSet.of(Member.CUSTOMER_ID), VISITOR, EnumSet.of(Member.EMAIL));
      case CONSENT -> schema(EnumSet.of(Member.CONSENT), VISITOR, NONE);
      case PAGE -> schema(NONE, VISITOR, union(EnumSet.of(Member.URL), CLIENT));
    };
  }

  private static EventSchema schema(Set<Member> required, Set<Member> oneOf, Set<Member> optional) {
    return new EventSchema(
        Collections.unmodifiableSet(required),
        Collections.unmodifiableSet(oneOf),
        Collections.unmodifiableSet(optional),
        Collections.unmodifiableSet(union(union(COMMON, required), union(oneOf, optional))));
  }

  private static Set<Member> union(Set<Member> one, Set<Member> other) {
    EnumSet<Member> all = EnumSet.noneOf(Member.class);
    all.addAll(one);
    all.addAll(other);
    return all;
  }
}
