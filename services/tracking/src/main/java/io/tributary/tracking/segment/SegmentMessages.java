package io.tributary.tracking.segment;

import io.tributary.contract.id.TenantId;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of messages.
 *
 * <p>A tracked event is a conversion when it is an order by Segment's own name for one, or when it
 * names its campaign. The campaign is the one that it names, else the tenant's only active one: a
 * click id tells the visitor and not the campaign.
 */
public final class SegmentMessages {

  /** The goal of {@code Order Completed}. */
  public static final String PURCHASE = "purchase";

  private static final String COMPLETED = "order completed";
  private static final String REFUNDED = "order refunded";
  private static final String CANCELLED = "order cancelled";
  private static final String CLICK_ID = "click_id=";
  private static final String WHOLE_ORDER = "cancelled";

  private final CampaignDirectory campaigns;
  private final ClickIds clickIds;

  public SegmentMessages(CampaignDirectory campaigns, ClickIds clickIds) {
    this.campaigns = campaigns;
    this.clickIds = clickIds;
  }

  /**
   * Translates.
   *
   * @param call its kind by the address it was sent to; null when it says so itself
   * @param batchSentAt the sender's clock when it sent the batch; null when it did not tell
   */
  public Translation translate(
      Map<?, ?> members, @Nullable String call, @Nullable String batchSentAt, TenantId tenant) {
    Message message = new Message(members);
    String type = call == null ? message.text("type") : call;
    Sent sent = new Sent();
    sent.put(Member.EVENT_ID, message.text("messageId"));
    sent.put(Member.OCCURRED_AT, message.first("originalTimestamp", "timestamp"));
    String sentAt = message.text("sentAt");
    sent.put(Member.SENT_AT, sentAt == null ? batchSentAt : sentAt);
    return switch (type) {
      case "track" -> track(message, sent, tenant);
      case "identify" -> identify(message, sent, tenant);
      case "page" -> page(message, sent, tenant);
      case "alias" -> alias(message, sent, tenant);
      case "screen" ->
          unused("screen", message, "type", "not_used", "is a screen, which has no address here");
      case "group" ->
          unused("group", message, "type", "not_used", "is a group, which has no place here");
      case null -> unused("unknown", message, "type", "unknown_type", "is needed");
      default ->
          unused(
              "unknown",
              message,
              "type",
              "unknown_type",
              "is none of track, identify, page, screen, alias, group");
    };
  }

  private Translation track(Message message, Sent sent, TenantId tenant) {
    String name = message.text("event");
    String goal = name == null ? "" : name.toLowerCase(Locale.ROOT);
    String named =
        message.first(
            "properties.campaign_id",
            "context.campaign.campaign_id",
            "context.campaign.id",
            "integrations.Tributary.campaign_id");
    boolean refund = goal.equals(REFUNDED) || goal.equals(CANCELLED);
    if (name == null) {
      return unused("track", message, "event", "required", "is needed");
    }
    if (!refund && !goal.equals(COMPLETED) && named == null) {
      return unused(
          "track",
          message,
          "event",
          "not_a_conversion",
          "is no order and names no campaign in properties.campaign_id");
    }
    String campaign = named == null ? onlyCampaign(tenant) : named;
    if (campaign == null) {
      sent.problems()
          .add(
              "campaign_id",
              "campaign_required",
              "is needed in properties.campaign_id where not exactly one campaign is active");
    }
    sent.put(Member.CAMPAIGN_ID, campaign);
    sent.put(Member.ORDER_ID, message.first("properties.order_id", "properties.orderId"));
    sent.put(
        Member.AMOUNT, message.first("properties.revenue", "properties.value", "properties.total"));
    String currency = message.text("properties", "currency");
    sent.put(Member.CURRENCY, currency == null ? null : currency.toUpperCase(Locale.ROOT));
    if (refund) {
      refund(message, sent, goal);
    } else {
      conversion(message, sent, goal.equals(COMPLETED) ? PURCHASE : name, tenant);
    }
    return new Translation.Event(sent);
  }

  /** A cancelled order goes back as a whole; a refunded one as much as it says. */
  private static void refund(Message message, Sent sent, String goal) {
    sent.put(Member.TYPE, "refund");
    String refundId = message.first("properties.refund_id", "messageId");
    if (goal.equals(CANCELLED)) {
      sent.put(Member.AMOUNT, null);
      refundId = WHOLE_ORDER;
    }
    sent.put(Member.REFUND_ID, refundId);
    sent.put(Member.REASON, message.text("properties", "reason"));
  }

  private void conversion(Message message, Sent sent, String goal, TenantId tenant) {
    sent.put(Member.TYPE, "conversion");
    sent.put(Member.EVENT, goal);
    sent.put(Member.COUPON, message.text("properties", "coupon"));
    sent.put(Member.CUSTOMER_ID, message.text("userId"));
    putEmail(message, sent);
    putVisitor(message, sent, tenant, null);
    List<Message> products = message.list("properties", "products");
    if (products.size() > Sent.MAX_ITEMS) {
      sent.problems().add("items", "too_many_items", "are more than " + Sent.MAX_ITEMS);
      return;
    }
    List<Sent.Item> items = new ArrayList<>(products.size());
    for (Message product : products) {
      items.add(
          new Sent.Item(
              product.first("sku", "product_id", "productId"),
              product.text("category"),
              product.text("quantity"),
              product.text("price")));
    }
    sent.items(items);
  }

  private Translation identify(Message message, Sent sent, TenantId tenant) {
    String userId = message.text("userId");
    if (userId == null) {
      return unused("identify", message, "userId", "not_used", "is needed to identify somebody");
    }
    sent.put(Member.TYPE, "identify");
    sent.put(Member.CUSTOMER_ID, userId);
    putEmail(message, sent);
    putVisitor(message, sent, tenant, userId);
    return new Translation.Event(sent);
  }

  private Translation alias(Message message, Sent sent, TenantId tenant) {
    String previous = message.text("previousId");
    if (previous == null) {
      return unused("alias", message, "previousId", "required", "is needed");
    }
    sent.put(Member.TYPE, "identify");
    sent.put(Member.CUSTOMER_ID, message.text("userId"));
    sent.put(Member.VISITOR_ID, anonymous(tenant, previous));
    return new Translation.Event(sent);
  }

  private Translation page(Message message, Sent sent, TenantId tenant) {
    sent.put(Member.TYPE, "page");
    sent.put(Member.URL, message.first("context.page.url", "properties.url"));
    sent.put(Member.REFERRER, message.first("context.page.referrer", "properties.referrer"));
    sent.put(Member.IP, message.text("context", "ip"));
    sent.put(Member.USER_AGENT, message.text("context", "userAgent"));
    sent.put(Member.LANGUAGE, message.text("context", "locale"));
    putVisitor(message, sent, tenant, message.text("userId"));
    return new Translation.Event(sent);
  }

  /** An address that is none is not used, since clients send whatever a form had. */
  private static void putEmail(Message message, Sent sent) {
    String email = message.first("properties.email", "traits.email", "context.traits.email");
    if (email != null && email.indexOf('@') > 0) {
      sent.put(Member.EMAIL, email);
    }
  }

  /**
   * The click id, and the visitor that stands for the sender's anonymous id.
   *
   * @param userId for whom a visitor stands where there is no anonymous id; null for nobody
   */
  private void putVisitor(Message message, Sent sent, TenantId tenant, @Nullable String userId) {
    sent.put(Member.CLICK_ID, clickId(message));
    String own = message.first("properties.visitor_id", "context.visitor_id");
    String anonymous = message.text("anonymousId");
    if (own != null) {
      sent.put(Member.VISITOR_ID, own);
    } else if (anonymous != null) {
      sent.put(Member.VISITOR_ID, anonymous(tenant, anonymous));
    } else if (userId != null) {
      sent.put(Member.VISITOR_ID, clickIds.visitorOf(tenant, "segment-user\n" + userId).value());
    }
  }

  /** As named, else out of the page's address. */
  private static @Nullable String clickId(Message message) {
    String named =
        message.first(
            "properties.click_id",
            "context.click_id",
            "context.campaign.click_id",
            "traits.click_id");
    if (named != null) {
      return named;
    }
    String url = message.first("context.page.url", "context.page.search", "properties.url");
    int at = url == null ? -1 : url.indexOf(CLICK_ID);
    if (url == null || at < 1 || "?&".indexOf(url.charAt(at - 1)) < 0) {
      return null;
    }
    int from = at + CLICK_ID.length();
    String value = url.substring(from, Math.min(from + ClickIds.LENGTH, url.length()));
    return value.length() == ClickIds.LENGTH ? value : null;
  }

  private String anonymous(TenantId tenant, String anonymousId) {
    VisitorId own = VisitorId.parse(anonymousId);
    return own == null
        ? clickIds.visitorOf(tenant, "segment-anonymous\n" + anonymousId).value()
        : own.value();
  }

  private @Nullable String onlyCampaign(TenantId tenant) {
    Campaign only = campaigns.onlyActive(tenant);
    return only == null ? null : only.terms().campaignId().value();
  }

  private static Translation unused(
      String type, Message message, String field, String reason, String words) {
    return new Translation.Unused(type, message.text("messageId"), field, reason, words);
  }
}
