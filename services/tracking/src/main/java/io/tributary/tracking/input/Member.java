package io.tributary.tracking.input;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every member that an event, a postback or a row may have: its name, its type and what it means.
 * The event API's document is made of this.
 */
public enum Member {
  TYPE("type", Kind.WORD, "kind of event"),
  EVENT_ID("event_id", Kind.ID, "the sender's id of the event, the same with every repeat"),
  OCCURRED_AT("occurred_at", Kind.TIME, "when it happened; now when absent"),
  SENT_AT("sent_at", Kind.TIME, "the sender's clock when sending, to correct `occurred_at` by"),
  CAMPAIGN_ID("campaign_id", Kind.ID, "the campaign"),
  LINK_CODE("link_code", Kind.ID, "code of the affiliate's link"),
  CLICK_ID("click_id", Kind.ID, "as handed to the landing page"),
  VISITOR_ID("visitor_id", Kind.ID, "16 bytes in 22 characters of unpadded base64url"),
  CUSTOMER_ID("customer_id", Kind.ID, "the advertiser's id of the customer"),
  EMAIL("email", Kind.EMAIL, "of the customer; only a keyed hash is kept"),
  COUPON("coupon", Kind.ID, "code that was used"),
  ORDER_ID("order_id", Kind.ID, "unique in the campaign for ever"),
  EVENT("event", Kind.GOAL, "the goal; `conversion` when absent"),
  AMOUNT("amount", Kind.DECIMAL, "in major units, zero or more; 0 when absent"),
  CURRENCY("currency", Kind.CURRENCY, "the campaign's, which is also the default"),
  STATUS("status", Kind.ID, "the sender's state of the order"),
  REASON("reason", Kind.ID, "why it is taken back"),
  PAYOUT("payout", Kind.DECIMAL, "commission, where the campaign lets the sender set it"),
  REVENUE("revenue", Kind.DECIMAL, "what is owed, where the campaign lets the sender set it"),
  ITEMS("items", Kind.ITEMS, "parts of the order: `sku`, `category`, `quantity`, `unit_price`"),
  ADV1("adv1", Kind.LABEL, "the advertiser's own parameter"),
  ADV2("adv2", Kind.LABEL, "the advertiser's own parameter"),
  ADV3("adv3", Kind.LABEL, "the advertiser's own parameter"),
  ADV4("adv4", Kind.LABEL, "the advertiser's own parameter"),
  ADV5("adv5", Kind.LABEL, "the advertiser's own parameter"),
  CONVERSION_ID("conversion_id", Kind.ID, "as answered"),
  REFUND_ID("refund_id", Kind.ID, "unique in the order"),
  SUB1("sub1", Kind.LABEL, "the affiliate's label"),
  SUB2("sub2", Kind.LABEL, "the affiliate's label"),
  SUB3("sub3", Kind.LABEL, "the affiliate's label"),
  SUB4("sub4", Kind.LABEL, "the affiliate's label"),
  SUB5("sub5", Kind.LABEL, "the affiliate's label"),
  SUB6("sub6", Kind.LABEL, "the affiliate's label"),
  SUB7("sub7", Kind.LABEL, "the affiliate's label"),
  SUB8("sub8", Kind.LABEL, "the affiliate's label"),
  SUB9("sub9", Kind.LABEL, "the affiliate's label"),
  SUB10("sub10", Kind.LABEL, "the affiliate's label"),
  SOURCE("source", Kind.LABEL, "the affiliate's traffic source"),
  AFF_CLICK_ID("aff_click_id", Kind.LABEL, "the affiliate's own id of the click"),
  IP("ip", Kind.TEXT, "the visitor's address; only its network is kept"),
  USER_AGENT("user_agent", Kind.TEXT, "the visitor's; 512 characters are kept"),
  LANGUAGE("language", Kind.TEXT, "the visitor's `Accept-Language`; 64 characters are kept"),
  REFERRER("referrer", Kind.TEXT, "where the visitor came from; 1,024 characters are kept"),
  URL("url", Kind.TEXT, "of the page; kept without query and fragment"),
  CONSENT("consent", Kind.CONSENT, "the visitor's word on being tracked"),
  TOKEN("token", Kind.ID, "the campaign's postback token");

  /** The type of a member, with its bounds. */
  public enum Kind {
    WORD(64, "word"),
    ID(255, "text, 255 characters"),
    GOAL(64, "letters, digits and `_.:-`, 64 characters"),
    DECIMAL(32, "decimal text such as `\"12.34\"`"),
    CURRENCY(3, "ISO 4217 code"),
    TIME(64, "RFC 3339 time"),
    EMAIL(320, "e-mail address"),
    CONSENT(16, "`granted`, `denied` or `unknown`"),
    /** Cut off at 255 characters where it is kept. */
    LABEL(4_096, "text, 255 characters are kept"),
    TEXT(4_096, "text, 4,096 characters"),
    ITEMS(0, "array of objects, 100 at most");

    private final int max;
    private final String words;

    Kind(int max, String words) {
      this.max = max;
      this.words = words;
    }

    /** Of the text, in characters; what is longer is refused. */
    public int max() {
      return max;
    }

    /** For the document. */
    public String words() {
      return words;
    }

    /** Whether control characters have no place in it. */
    boolean isPlain() {
      return this == ID;
    }
  }

  private static final Map<String, Member> BY_NAME = byName();

  private final String field;
  private final Kind kind;
  private final String meaning;

  Member(String field, Kind kind, String meaning) {
    this.field = field;
    this.kind = kind;
    this.meaning = meaning;
  }

  /** Its name in JSON, in forms and in a file's header. */
  public String field() {
    return field;
  }

  public Kind kind() {
    return kind;
  }

  /** For the document. */
  public String meaning() {
    return meaning;
  }

  /** The member of a name; null when there is none. */
  public static @Nullable Member named(String field) {
    return BY_NAME.get(field);
  }

  private static Map<String, Member> byName() {
    Map<String, Member> all = new HashMap<>();
    for (Member member : values()) {
      all.put(member.field, member);
    }
    return Map.copyOf(all);
  }
}
