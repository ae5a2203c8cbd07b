package io.tributary.tracking.event;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.click.Labels;
import io.tributary.tracking.client.Clients;
import io.tributary.tracking.client.Proxies;
import io.tributary.tracking.conversion.ConversionIds;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.conversion.ConversionRules;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides on the events of the event API, one at a time. */
public final class EventIntake {

  /** How far an event's time may lie ahead, for clocks that differ; beyond it, now counts. */
  public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  /** How far back an event's time may lie without the right to fill in history. */
  public static final Duration MAX_BEHIND = Duration.ofDays(3);

  private final Links links;
  private final CampaignDirectory campaigns;
  private final ClickIds clickIds;
  private final VisitorSource visitors;
  private final IdSource ids;

  public EventIntake(
      Links links,
      CampaignDirectory campaigns,
      ClickIds clickIds,
      VisitorSource visitors,
      IdSource ids) {
    this.links = links;
    this.campaigns = campaigns;
    this.clickIds = clickIds;
    this.visitors = visitors;
    this.ids = ids;
  }

  /**
   * Decides.
   *
   * @param sent the event as parsed JSON
   * @param key of the sender, checked already
   */
  public EventDecision decide(@Nullable Object sent, ApiKeySnapshot key, Instant now) {
    Problems problems = new Problems();
    if (!(sent instanceof Map<?, ?> members)) {
      problems.add("", "wrong_type", "is not an object");
      return new EventDecision.Refused("unknown", null, problems.all());
    }
    Fields fields = new Fields(members, problems);
    String type = fields.required("type");
    String sentEventId = fields.id("event_id");
    Header header = header(fields, sentEventId, key, now);
    TrackingEvent event =
        switch (type) {
          case "click" -> click(fields, header, sentEventId);
          case "impression" -> impression(fields, header);
          case "conversion" -> conversion(fields, header, sentEventId);
          case "refund" -> refund(fields, header);
          case "identify" -> identify(fields, header);
          case "consent" -> consent(fields, header);
          case "" -> null;
          default -> {
            problems.add(
                "type",
                "unknown_type",
                "is none of click, impression, conversion, refund, identify, consent");
            yield null;
          }
        };
    return event == null || !problems.isEmpty()
        ? new EventDecision.Refused(known(type), sentEventId, problems.all())
        : new EventDecision.Accepted(type, sentEventId, event);
  }

  /** What all events have. */
  private record Header(
      String eventId,
      TenantId tenant,
      Instant occurredAt,
      Instant receivedAt,
      boolean backfilled) {}

  private Header header(
      Fields fields, @Nullable String sentEventId, ApiKeySnapshot key, Instant now) {
    Instant told = fields.time("occurred_at");
    Instant occurredAt = told == null || told.isAfter(now.plus(MAX_AHEAD)) ? now : told;
    boolean old = occurredAt.isBefore(now.minus(MAX_BEHIND));
    if (old && !key.scopes().contains(ApiKey.BACKFILL_EVENTS)) {
      fields
          .problems()
          .add(
              "occurred_at",
              "too_old",
              "is more than 72 hours ago, which needs a key with the scope "
                  + ApiKey.BACKFILL_EVENTS);
    }
    return new Header(
        sentEventId == null ? ids.next() : sentEventId, key.tenantId(), occurredAt, now, old);
  }

  private @Nullable Click click(Fields fields, Header header, @Nullable String sentEventId) {
    LinkSnapshot link = link(fields, header.tenant());
    Consent consent = consentOr(fields, Consent.UNKNOWN);
    VisitorId visitor = visitor(fields);
    Labels labels = Labels.from(fields::text);
    Client client = client(fields);
    if (link == null) {
      return null;
    }
    if (visitor == null) {
      visitor =
          sentEventId == null ? visitors.next() : clickIds.visitorOf(header.tenant(), sentEventId);
    }
    int nonce = sentEventId == null ? visitors.nonce() : sentEventId.hashCode();
    String clickId = clickIds.mint(header.tenant(), visitor, header.occurredAt(), nonce);
    return new Click(
        sentEventId == null ? clickId : sentEventId,
        header.tenant(),
        visitor.value(),
        header.occurredAt(),
        header.receivedAt(),
        clickId,
        link.linkId(),
        link.campaignId(),
        link.affiliateId(),
        labels.subs(),
        labels.source(),
        labels.affiliateClickId(),
        Placement.NONE,
        client,
        consent,
        Judgement.NONE,
        header.backfilled());
  }

  private @Nullable Impression impression(Fields fields, Header header) {
    LinkSnapshot link = link(fields, header.tenant());
    Consent consent = consentOr(fields, Consent.UNKNOWN);
    VisitorId visitor = visitor(fields);
    Client client = client(fields);
    if (link == null) {
      return null;
    }
    return new Impression(
        header.eventId(),
        header.tenant(),
        (visitor == null ? visitors.next() : visitor).value(),
        header.occurredAt(),
        header.receivedAt(),
        link.linkId(),
        link.campaignId(),
        link.affiliateId(),
        Placement.NONE,
        client,
        consent,
        Judgement.NONE,
        header.backfilled());
  }

  private @Nullable ConversionReceived conversion(
      Fields fields, Header header, @Nullable String sentEventId) {
    Problems problems = fields.problems();
    CampaignSnapshot campaign = campaign(fields, header.tenant(), fields.required("campaign_id"));
    String clickId = fields.text("click_id");
    VisitorId visitor = visitorOrClick(fields, header.tenant(), clickId);
    String customerId = fields.id("customer_id");
    String coupon = fields.id("coupon");
    String orderId = fields.id("order_id");
    String event = ConversionRules.event(fields.text("event"), problems);
    String amount = fields.text("amount");
    String currency = fields.text("currency");
    if (clickId == null
        && fields.text("visitor_id") == null
        && customerId == null
        && coupon == null) {
      problems.add(
          "click_id", "required", "is needed where no visitor_id, customer_id or coupon is sent");
    } else if (orderId == null && sentEventId == null && visitor == null && problems.isEmpty()) {
      problems.add(
          "order_id", "required", "is needed where no event_id, click_id or visitor_id is");
    }
    if (campaign == null) {
      return null;
    }
    Money money = ConversionRules.amount(amount, currency, campaign, problems);
    if (money == null || !problems.isEmpty()) {
      return null;
    }
    ConversionId conversionId =
        conversionId(header.tenant(), campaign, orderId, sentEventId, clickId, visitor, event);
    return new ConversionReceived(
        header.eventId(),
        header.tenant(),
        visitor == null ? ConversionIntake.standIn(conversionId) : visitor.value(),
        header.occurredAt(),
        header.receivedAt(),
        conversionId,
        campaign.campaignId(),
        event,
        orderId,
        money,
        clickId,
        customerId,
        coupon,
        Channel.API,
        Report.PLAIN,
        header.backfilled());
  }

  private static ConversionId conversionId(
      TenantId tenant,
      CampaignSnapshot campaign,
      @Nullable String orderId,
      @Nullable String sentEventId,
      @Nullable String clickId,
      @Nullable VisitorId visitor,
      String event) {
    if (orderId != null) {
      return ConversionIds.ofOrder(tenant, campaign.campaignId(), orderId);
    }
    if (sentEventId != null) {
      return ConversionIds.ofEvent(tenant, campaign.campaignId(), sentEventId);
    }
    return ConversionIds.ofGoal(
        tenant,
        campaign.campaignId(),
        clickId != null ? clickId : Objects.requireNonNull(visitor).value(),
        event);
  }

  private @Nullable RefundReceived refund(Fields fields, Header header) {
    Problems problems = fields.problems();
    String refundId = fields.requiredId("refund_id");
    String reason = fields.id("reason");
    String conversion = fields.text("conversion_id");
    String campaignText = fields.text("campaign_id");
    String orderId = fields.id("order_id");
    CampaignSnapshot campaign =
        campaignText == null ? null : campaign(fields, header.tenant(), campaignText);
    ConversionId conversionId = null;
    if (conversion != null) {
      try {
        conversionId = new ConversionId(conversion);
      } catch (IllegalArgumentException e) {
        problems.add("conversion_id", "invalid_id", "is not the id of a conversion");
      }
    } else if (campaign != null && orderId != null) {
      conversionId = ConversionIds.ofOrder(header.tenant(), campaign.campaignId(), orderId);
    } else if (campaignText == null || orderId == null) {
      problems.add(
          "conversion_id", "required", "is needed where not both campaign_id and order_id are");
    }
    Money amount = refundAmount(fields, campaign);
    if (conversionId == null || amount == null) {
      return null;
    }
    return new RefundReceived(
        header.eventId(),
        header.tenant(),
        ConversionIntake.standIn(conversionId),
        header.occurredAt(),
        header.receivedAt(),
        conversionId,
        refundId,
        amount,
        reason,
        header.backfilled());
  }

  private static @Nullable Money refundAmount(Fields fields, @Nullable CampaignSnapshot campaign) {
    Problems problems = fields.problems();
    String decimal = fields.required("amount");
    String currency = fields.text("currency");
    Money amount = null;
    if (decimal.isEmpty()) {
      return null;
    }
    if (campaign != null) {
      amount = ConversionRules.amount(decimal, currency, campaign, problems);
    } else if (currency == null) {
      problems.add("currency", "required", "is needed where no campaign_id is sent");
    } else if (!CurrencyCode.isKnown(currency)) {
      problems.add("currency", "unknown_currency", "is not an ISO 4217 currency");
    } else {
      amount = ConversionRules.amount(decimal, new CurrencyCode(currency), problems);
    }
    if (amount != null && amount.minor() == 0) {
      problems.add("amount", "invalid_amount", "is zero");
      return null;
    }
    return amount;
  }

  private @Nullable Identified identify(Fields fields, Header header) {
    String customerId = fields.requiredId("customer_id");
    VisitorId visitor = requiredVisitor(fields, header.tenant());
    return visitor == null
        ? null
        : new Identified(
            header.eventId(),
            header.tenant(),
            visitor.value(),
            header.occurredAt(),
            header.receivedAt(),
            customerId,
            null);
  }

  private @Nullable ConsentChanged consent(Fields fields, Header header) {
    fields.required("consent");
    Consent consent = consentOr(fields, Consent.UNKNOWN);
    VisitorId visitor = requiredVisitor(fields, header.tenant());
    return visitor == null
        ? null
        : new ConsentChanged(
            header.eventId(),
            header.tenant(),
            visitor.value(),
            header.occurredAt(),
            header.receivedAt(),
            consent);
  }

  private @Nullable LinkSnapshot link(Fields fields, TenantId tenant) {
    String code = fields.required("link_code");
    if (code.isEmpty()) {
      return null;
    }
    return switch (links.resolve(code)) {
      case LinkState.Active active when active.link().tenantId().equals(tenant) -> active.link();
      case LinkState.Inactive(LinkSnapshot link, String reason)
          when link.tenantId().equals(tenant) -> {
        fields.problems().add("link_code", reason, "does not earn at present");
        yield null;
      }
      case LinkState.Active foreign -> unknownLink(fields);
      case LinkState.Inactive foreign -> unknownLink(fields);
      case LinkState.Unknown() -> unknownLink(fields);
    };
  }

  private static @Nullable LinkSnapshot unknownLink(Fields fields) {
    fields.problems().add("link_code", "unknown_link", "is not known");
    return null;
  }

  private @Nullable CampaignSnapshot campaign(Fields fields, TenantId tenant, String id) {
    if (id.isEmpty()) {
      return null;
    }
    Campaign campaign = null;
    try {
      campaign = campaigns.campaign(new CampaignId(id));
    } catch (IllegalArgumentException e) {
      // The text is no id: nothing has it.
    }
    if (campaign == null || !campaign.terms().tenantId().equals(tenant)) {
      fields.problems().add("campaign_id", "unknown_campaign", "is not known");
      return null;
    }
    return campaign.terms();
  }

  private @Nullable VisitorId requiredVisitor(Fields fields, TenantId tenant) {
    String clickId = fields.text("click_id");
    if (clickId == null && fields.text("visitor_id") == null) {
      fields.problems().add("visitor_id", "required", "is needed where no click_id is sent");
      return null;
    }
    return visitorOrClick(fields, tenant, clickId);
  }

  /** The visitor of the click where there is one, else the one that is named. */
  private @Nullable VisitorId visitorOrClick(
      Fields fields, TenantId tenant, @Nullable String clickId) {
    if (clickId == null) {
      return visitor(fields);
    }
    return switch (clickIds.check(tenant, clickId)) {
      case ClickIds.Check.Valid(VisitorId visitor, Instant time) -> visitor;
      case ClickIds.Check.Invalid() -> {
        fields
            .problems()
            .add("click_id", "invalid_click_id", "was not given out here, or was changed");
        yield null;
      }
    };
  }

  private static @Nullable VisitorId visitor(Fields fields) {
    String text = fields.text("visitor_id");
    VisitorId visitor = VisitorId.parse(text);
    if (text != null && visitor == null) {
      fields
          .problems()
          .add("visitor_id", "invalid_visitor_id", "is not 16 bytes in 22 characters of base64url");
    }
    return visitor;
  }

  private static Consent consentOr(Fields fields, Consent absent) {
    String text = fields.text("consent");
    return switch (text) {
      case null -> absent;
      case "granted" -> Consent.GRANTED;
      case "denied" -> Consent.DENIED;
      case "unknown" -> Consent.UNKNOWN;
      default -> {
        fields.problems().add("consent", "invalid_consent", "is none of granted, denied, unknown");
        yield absent;
      }
    };
  }

  private static Client client(Fields fields) {
    String ip = fields.text("ip");
    return Clients.of(
        ip == null ? null : Proxies.address(ip),
        fields.text("user_agent"),
        fields.text("language"),
        fields.text("referrer"));
  }

  private static String known(String type) {
    return switch (type) {
      case "click", "impression", "conversion", "refund", "identify", "consent" -> type;
      default -> "unknown";
    };
  }
}
