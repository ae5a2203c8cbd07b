package io.tributary.contract.json;

import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.contract.tracking.Traits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes tracking events. Those that the edge writes all the time are written by hand, byte for
 * byte as {@link EventJson} would: its way took a sixth of the edge's time.
 */
public final class TrackingEventJson {

  private static final byte[] AD_IDS = JsonBytes.encoded("ad_ids");
  private static final byte[] AFFILIATE_CLICK_ID = JsonBytes.encoded("affiliate_click_id");
  private static final byte[] AFFILIATE_ID = JsonBytes.encoded("affiliate_id");
  private static final byte[] AMOUNT = JsonBytes.encoded("amount");
  private static final byte[] ASN = JsonBytes.encoded("asn");
  private static final byte[] BACKFILLED = JsonBytes.encoded("backfilled");
  private static final byte[] BROWSER = JsonBytes.encoded("browser");
  private static final byte[] BROWSER_VERSION = JsonBytes.encoded("browser_version");
  private static final byte[] CAMPAIGN_ID = JsonBytes.encoded("campaign_id");
  private static final byte[] CATEGORY = JsonBytes.encoded("category");
  private static final byte[] CHANNEL = JsonBytes.encoded("channel");
  private static final byte[] CLASS = JsonBytes.encoded("class");
  private static final byte[] CLICK_ID = JsonBytes.encoded("click_id");
  private static final byte[] CLIENT = JsonBytes.encoded("client");
  private static final byte[] CONSENT = JsonBytes.encoded("consent");
  private static final byte[] CONVERSION_ID = JsonBytes.encoded("conversion_id");
  private static final byte[] COUNTRY = JsonBytes.encoded("country");
  private static final byte[] COUPON = JsonBytes.encoded("coupon");
  private static final byte[] CREATIVE_ID = JsonBytes.encoded("creative_id");
  private static final byte[] CURRENCY = JsonBytes.encoded("currency");
  private static final byte[] CUSTOMER_ID = JsonBytes.encoded("customer_id");
  private static final byte[] DATA = JsonBytes.encoded("data");
  private static final byte[] DEFERRED = JsonBytes.encoded("deferred");
  private static final byte[] DEVICE = JsonBytes.encoded("device");
  private static final byte[] DIALECT = JsonBytes.encoded("dialect");
  private static final byte[] DIRECT = JsonBytes.encoded("direct");
  private static final byte[] EMAIL_HASH = JsonBytes.encoded("email_hash");
  private static final byte[] EVENT = JsonBytes.encoded("event");
  private static final byte[] EVENT_ID = JsonBytes.encoded("event_id");
  private static final byte[] EXT = JsonBytes.encoded("ext");
  private static final byte[] FINGERPRINT = JsonBytes.encoded("fingerprint");
  private static final byte[] ID = JsonBytes.encoded("id");
  private static final byte[] IP = JsonBytes.encoded("ip");
  private static final byte[] ITEMS = JsonBytes.encoded("items");
  private static final byte[] JUDGEMENT = JsonBytes.encoded("judgement");
  private static final byte[] LANGUAGE = JsonBytes.encoded("language");
  private static final byte[] LINK_ID = JsonBytes.encoded("link_id");
  private static final byte[] MINOR = JsonBytes.encoded("minor");
  private static final byte[] MONITORED = JsonBytes.encoded("monitored");
  private static final byte[] NETWORK = JsonBytes.encoded("network");
  private static final byte[] OCCURRED_AT = JsonBytes.encoded("occurred_at");
  private static final byte[] ORDER_ID = JsonBytes.encoded("order_id");
  private static final byte[] OS = JsonBytes.encoded("os");
  private static final byte[] PARAMETERS = JsonBytes.encoded("parameters");
  private static final byte[] PAYOUT = JsonBytes.encoded("payout");
  private static final byte[] PLACEMENT = JsonBytes.encoded("placement");
  private static final byte[] POINTS = JsonBytes.encoded("points");
  private static final byte[] QUANTITY = JsonBytes.encoded("quantity");
  private static final byte[] REASON = JsonBytes.encoded("reason");
  private static final byte[] RECEIVED_AT = JsonBytes.encoded("received_at");
  private static final byte[] REFERRER = JsonBytes.encoded("referrer");
  private static final byte[] REPORT = JsonBytes.encoded("report");
  private static final byte[] REVENUE = JsonBytes.encoded("revenue");
  private static final byte[] RULES = JsonBytes.encoded("rules");
  private static final byte[] SCORE = JsonBytes.encoded("score");
  private static final byte[] SIGNALS = JsonBytes.encoded("signals");
  private static final byte[] SKU = JsonBytes.encoded("sku");
  private static final byte[] SOURCE = JsonBytes.encoded("source");
  private static final byte[] STATUS = JsonBytes.encoded("status");
  private static final byte[] SUBS = JsonBytes.encoded("subs");
  private static final byte[] TENANT_ID = JsonBytes.encoded("tenant_id");
  private static final byte[] TRAITS = JsonBytes.encoded("traits");
  private static final byte[] TRUST = JsonBytes.encoded("trust");
  private static final byte[] UNIT_PRICE = JsonBytes.encoded("unit_price");
  private static final byte[] URL_ID = JsonBytes.encoded("url_id");
  private static final byte[] USER_AGENT = JsonBytes.encoded("user_agent");
  private static final byte[] UTM = JsonBytes.encoded("utm");
  private static final byte[] VALUES = JsonBytes.encoded("values");
  private static final byte[] VERDICT = JsonBytes.encoded("verdict");
  private static final byte[] VISITOR_ID = JsonBytes.encoded("visitor_id");
  private static final byte[] TYPE = JsonBytes.encoded("type");
  private static final ObjectWriter OTHERS = EventJson.mapper().writerFor(TrackingEvent.class);

  private static final ThreadLocal<JsonBytes> BUFFERS = ThreadLocal.withInitial(JsonBytes::new);

  private TrackingEventJson() {}

  /** The event as its topic holds it. */
  public static byte[] write(TrackingEvent event) {
    JsonBytes json = BUFFERS.get().cleared();
    switch (event) {
      case Click click -> click(json, click);
      case Impression impression -> impression(json, impression);
      case ConversionReceived conversion -> conversion(json, conversion);
      case TrackingEvent other -> {
        return OTHERS.writeValueAsBytes(other);
      }
    }
    return json.copy();
  }

  private static void click(JsonBytes json, Click click) {
    json.startObject();
    text(json, TYPE, "click");
    text(json, AFFILIATE_CLICK_ID, click.affiliateClickId());
    text(json, AFFILIATE_ID, click.affiliateId().value());
    json.name(BACKFILLED).flag(click.backfilled());
    text(json, CAMPAIGN_ID, click.campaignId().value());
    text(json, CLICK_ID, click.clickId());
    client(json, click.client());
    consent(json, click.consent());
    text(json, EVENT_ID, click.eventId());
    judgement(json, click.judgement());
    text(json, LINK_ID, click.linkId().value());
    time(json, OCCURRED_AT, click.occurredAt());
    placement(json, click.placement());
    time(json, RECEIVED_AT, click.receivedAt());
    text(json, SOURCE, click.source());
    json.name(SUBS);
    entries(json, click.subs());
    text(json, TENANT_ID, click.tenantId().value());
    text(json, VISITOR_ID, click.visitorId());
    json.endObject();
  }

  private static void impression(JsonBytes json, Impression impression) {
    json.startObject();
    text(json, TYPE, "impression");
    text(json, AFFILIATE_ID, impression.affiliateId().value());
    json.name(BACKFILLED).flag(impression.backfilled());
    text(json, CAMPAIGN_ID, impression.campaignId().value());
    client(json, impression.client());
    consent(json, impression.consent());
    text(json, EVENT_ID, impression.eventId());
    judgement(json, impression.judgement());
    text(json, LINK_ID, impression.linkId().value());
    time(json, OCCURRED_AT, impression.occurredAt());
    placement(json, impression.placement());
    time(json, RECEIVED_AT, impression.receivedAt());
    text(json, TENANT_ID, impression.tenantId().value());
    text(json, VISITOR_ID, impression.visitorId());
    json.endObject();
  }

  private static void conversion(JsonBytes json, ConversionReceived conversion) {
    json.startObject();
    text(json, TYPE, "conversion_received");
    money(json, AMOUNT, conversion.amount());
    json.name(BACKFILLED).flag(conversion.backfilled());
    text(json, CAMPAIGN_ID, conversion.campaignId().value());
    text(json, CHANNEL, word(conversion.channel()));
    text(json, CLICK_ID, conversion.clickId());
    text(json, CONVERSION_ID, conversion.conversionId().value());
    text(json, COUPON, conversion.coupon());
    text(json, CUSTOMER_ID, conversion.customerId());
    text(json, EVENT, conversion.event());
    text(json, EVENT_ID, conversion.eventId());
    time(json, OCCURRED_AT, conversion.occurredAt());
    text(json, ORDER_ID, conversion.orderId());
    time(json, RECEIVED_AT, conversion.receivedAt());
    report(json, conversion.report());
    text(json, TENANT_ID, conversion.tenantId().value());
    text(json, VISITOR_ID, conversion.visitorId());
    json.endObject();
  }

  private static void client(JsonBytes json, @Nullable Client client) {
    if (client == null) {
      return;
    }
    json.name(CLIENT).startObject();
    text(json, FINGERPRINT, client.fingerprint());
    text(json, IP, client.ip());
    text(json, LANGUAGE, client.language());
    text(json, REFERRER, client.referrer());
    Traits traits = client.traits();
    if (traits != null) {
      json.name(TRAITS).startObject();
      number(json, ASN, traits.asn());
      someText(json, BROWSER, traits.browser());
      number(json, BROWSER_VERSION, traits.browserVersion());
      someText(json, COUNTRY, traits.country());
      someText(json, DEVICE, traits.device());
      someText(json, NETWORK, traits.network());
      someText(json, OS, traits.os());
      json.endObject();
    }
    text(json, USER_AGENT, client.userAgent());
    json.endObject();
  }

  private static void judgement(JsonBytes json, Judgement judgement) {
    json.name(JUDGEMENT).startObject();
    text(json, CLASS, word(judgement.touchClass()));
    someText(json, DATA, judgement.data());
    if (!judgement.deferred().isEmpty()) {
      json.name(DEFERRED).startArray();
      for (String id : judgement.deferred()) {
        json.text(id);
      }
      json.endArray();
    }
    someText(json, REASON, judgement.reason());
    someText(json, RULES, judgement.rules());
    number(json, SCORE, judgement.score());
    if (!judgement.signals().isEmpty()) {
      json.name(SIGNALS).startArray();
      for (Judgement.Signal signal : judgement.signals()) {
        json.startObject();
        someText(json, ID, signal.id());
        flag(json, MONITORED, signal.monitored());
        number(json, POINTS, signal.points());
        someEntries(json, VALUES, signal.values());
        json.endObject();
      }
      json.endArray();
    }
    text(json, VERDICT, word(judgement.verdict()));
    json.endObject();
  }

  private static void placement(JsonBytes json, Placement placement) {
    json.name(PLACEMENT).startObject();
    someEntries(json, AD_IDS, placement.adIds());
    someText(json, CREATIVE_ID, placement.creativeId());
    flag(json, DIRECT, placement.direct());
    someEntries(json, EXT, placement.ext());
    someText(json, URL_ID, placement.urlId());
    someEntries(json, UTM, placement.utm());
    json.endObject();
  }

  private static void report(JsonBytes json, Report report) {
    json.name(REPORT).startObject();
    client(json, report.client());
    someText(json, DIALECT, report.dialect());
    someText(json, EMAIL_HASH, report.emailHash());
    List<Report.Item> items = report.items();
    if (!items.isEmpty()) {
      json.name(ITEMS).startArray();
      for (Report.Item item : items) {
        json.startObject();
        text(json, CATEGORY, item.category());
        json.name(QUANTITY).number(item.quantity());
        text(json, SKU, item.sku());
        money(json, UNIT_PRICE, item.unitPrice());
        json.endObject();
      }
      json.endArray();
    }
    someEntries(json, PARAMETERS, report.parameters());
    money(json, PAYOUT, report.payout());
    money(json, REVENUE, report.revenue());
    someText(json, STATUS, report.status());
    text(json, TRUST, word(report.trust()));
    json.endObject();
  }

  private static void money(JsonBytes json, byte[] name, @Nullable Money money) {
    if (money == null) {
      return;
    }
    json.name(name).startObject();
    text(json, CURRENCY, money.currency().value());
    json.name(MINOR).number(money.minor());
    json.endObject();
  }

  private static void consent(JsonBytes json, @Nullable Consent consent) {
    if (consent != null) {
      text(json, CONSENT, word(consent));
    }
  }

  private static void text(JsonBytes json, byte[] name, @Nullable String text) {
    if (text != null) {
      json.name(name).text(text);
    }
  }

  private static void someText(JsonBytes json, byte[] name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      json.name(name).text(text);
    }
  }

  private static void number(JsonBytes json, byte[] name, long number) {
    if (number != 0) {
      json.name(name).number(number);
    }
  }

  private static void flag(JsonBytes json, byte[] name, boolean flag) {
    if (flag) {
      json.name(name).flag(true);
    }
  }

  private static void time(JsonBytes json, byte[] name, @Nullable Instant time) {
    if (time != null) {
      json.name(name).text(InstantText.of(time));
    }
  }

  private static void someEntries(JsonBytes json, byte[] name, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      json.name(name);
      entries(json, entries);
    }
  }

  private static void entries(JsonBytes json, Map<String, String> entries) {
    json.startObject();
    Map<String, String> ordered = entries.size() < 2 ? entries : new TreeMap<>(entries);
    for (Map.Entry<String, String> entry : ordered.entrySet()) {
      json.name(entry.getKey()).text(entry.getValue());
    }
    json.endObject();
  }

  private static String word(Consent consent) {
    return switch (consent) {
      case GRANTED -> "granted";
      case DENIED -> "denied";
      case UNKNOWN -> "unknown";
    };
  }

  private static String word(Judgement.TouchClass touchClass) {
    return switch (touchClass) {
      case UNIQUE -> "unique";
      case DUPLICATE -> "duplicate";
      case INVALID -> "invalid";
    };
  }

  private static String word(Judgement.Verdict verdict) {
    return switch (verdict) {
      case ACCEPT -> "accept";
      case REVIEW -> "review";
      case REJECT -> "reject";
      case DUPLICATE -> "duplicate";
    };
  }

  private static String word(ConversionReceived.Channel channel) {
    return switch (channel) {
      case POSTBACK -> "postback";
      case PIXEL -> "pixel";
      case API -> "api";
      case SCRIPT -> "script";
      case SEGMENT -> "segment";
      case CSV -> "csv";
    };
  }

  private static String word(Report.Trust trust) {
    return switch (trust) {
      case HIGH -> "high";
      case LOW -> "low";
    };
  }
}
