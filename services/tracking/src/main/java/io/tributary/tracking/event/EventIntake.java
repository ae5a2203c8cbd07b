package io.tributary.tracking.event;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
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
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Report.Trust;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Labels;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.client.Clients;
import io.tributary.tracking.client.Proxies;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.conversion.ConversionDecision;
import io.tributary.tracking.conversion.ConversionIds;
import io.tributary.tracking.conversion.ConversionRules;
import io.tributary.tracking.conversion.Conversions;
import io.tributary.tracking.conversion.Dialects;
import io.tributary.tracking.conversion.Meaning;
import io.tributary.tracking.conversion.Reporter;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.fraud.ReportedTouch;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.text.Text;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides on the events of senders that showed a key, one at a time. */
public final class EventIntake {

  private static final int MAX_URL = 1_024;
  private static final String UNKNOWN = "unknown";
  private static final ClickParameters NO_PARAMETERS = ClickParameters.of(null);

  private final Links links;
  private final CampaignDirectory campaigns;
  private final Conversions conversions;
  private final ClickIds clickIds;
  private final VisitorSource visitors;
  private final TraitsSource traits;
  private final Judge judge;
  private final IdSource ids;

  public EventIntake(
      Links links,
      CampaignDirectory campaigns,
      Conversions conversions,
      ClickIds clickIds,
      VisitorSource visitors,
      TraitsSource traits,
      Judge judge,
      IdSource ids) {
    this.links = links;
    this.campaigns = campaigns;
    this.conversions = conversions;
    this.clickIds = clickIds;
    this.visitors = visitors;
    this.traits = traits;
    this.judge = judge;
    this.ids = ids;
  }

  /** Decides on one event. */
  public EventDecision decide(Sent sent, Sender sender, Instant now) {
    Problems problems = sent.problems();
    String word = sent.text(Member.TYPE);
    EventType type = word == null ? null : EventType.of(word);
    if (type == null) {
      refuseType(word, problems);
      return new EventDecision.Refused(UNKNOWN, sent.text(Member.EVENT_ID), problems.all());
    }
    EventSchema schema = EventSchema.of(type);
    sent.check(schema.used());
    requireMembers(sent, schema);
    String eventId = sent.text(Member.EVENT_ID);
    Header header = header(sent, eventId, sender, now);
    return switch (type) {
      case CLICK -> decision(type, sent, click(sent, header));
      case IMPRESSION -> decision(type, sent, impression(sent, header));
      case CONVERSION -> conversion(sent, header, sender);
      case REFUND -> decision(type, sent, refund(sent, header));
      case IDENTIFY -> decision(type, sent, identify(sent, header));
      case CONSENT -> decision(type, sent, consent(sent, header));
      case PAGE -> decision(type, sent, page(sent, header));
    };
  }

  /**
   * What all events have.
   *
   * @param told when it happened by the sender's clock, or now
   */
  private record Header(
      String eventId,
      @Nullable String sentEventId,
      TenantId tenant,
      Instant told,
      Instant occurredAt,
      Instant receivedAt,
      boolean backfilled) {}

  private static void refuseType(@Nullable String word, Problems problems) {
    if (problems.has("")) {
      return;
    }
    if (word == null) {
      problems.add("type", "required", "is needed");
    } else {
      problems.add(
          "type",
          "unknown_type",
          "is none of click, impression, conversion, refund, identify, consent, page");
    }
  }

  private static void requireMembers(Sent sent, EventSchema schema) {
    for (Member member : schema.required()) {
      if (!sent.has(member)) {
        sent.problems().add(member.field(), "required", "is needed");
      }
    }
  }

  private Header header(Sent sent, @Nullable String sentEventId, Sender sender, Instant now) {
    Problems problems = sent.problems();
    Instant told = EventTimes.parse("occurred_at", sent.text(Member.OCCURRED_AT), problems);
    Instant sentAt = EventTimes.parse("sent_at", sent.text(Member.SENT_AT), problems);
    Instant occurredAt =
        EventTimes.occurredAt(told, sentAt == null ? sender.sentAt() : sentAt, now);
    boolean old = occurredAt.isBefore(now.minus(EventTimes.MAX_BEHIND));
    if (old && !sender.fillsHistory()) {
      problems.add(
          "occurred_at",
          "too_old",
          "is more than 72 hours ago, which needs a key with the scope " + ApiKey.BACKFILL_EVENTS);
    }
    return new Header(
        sentEventId == null ? ids.next() : sentEventId,
        sentEventId,
        sender.tenant(),
        told == null || told.isAfter(now.plus(EventTimes.MAX_AHEAD)) ? occurredAt : told,
        occurredAt,
        now,
        old);
  }

  private static EventDecision decision(EventType type, Sent sent, @Nullable TrackingEvent event) {
    String eventId = sent.text(Member.EVENT_ID);
    return event == null || !sent.problems().isEmpty()
        ? new EventDecision.Refused(type.word(), eventId, sent.problems().all())
        : new EventDecision.Accepted(type.word(), eventId, event, null, sent.warnings());
  }

  private @Nullable Click click(Sent sent, Header header) {
    LinkSnapshot link = link(sent, header.tenant());
    Consent consent = consentOr(sent, Consent.UNKNOWN);
    VisitorId visitor = visitor(sent);
    if (link == null || !sent.problems().isEmpty()) {
      return null;
    }
    String sentEventId = header.sentEventId();
    if (visitor == null) {
      visitor =
          sentEventId == null ? visitors.next() : clickIds.visitorOf(header.tenant(), sentEventId);
    }
    int nonce = sentEventId == null ? visitors.nonce() : sentEventId.hashCode();
    // By the sender's own clock, so that a repeat has the same id.
    String clickId = clickIds.mint(header.tenant(), visitor, header.told(), nonce);
    Labels labels = Labels.from(name -> label(sent, name));
    Shown shown = shown(sent);
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
        shown.client(),
        consent,
        judgement(header.tenant(), link, ClickParameters.ofLabels(labels), shown, consent),
        header.backfilled());
  }

  /** By what a server tells of the visitor; where it tells nothing, nothing speaks against it. */
  private Judgement judgement(
      TenantId tenant,
      LinkSnapshot link,
      ClickParameters parameters,
      Shown shown,
      Consent consent) {
    return judge.reported(
        new ReportedTouch(
            tenant,
            campaigns.campaign(link.campaignId()),
            link.affiliateId(),
            Purpose.VISIT,
            parameters,
            shown.address(),
            shown.client(),
            ClientHints.NONE,
            null,
            consent == Consent.GRANTED,
            false));
  }

  private @Nullable Impression impression(Sent sent, Header header) {
    LinkSnapshot link = link(sent, header.tenant());
    Consent consent = consentOr(sent, Consent.UNKNOWN);
    VisitorId visitor = visitor(sent);
    if (link == null) {
      return null;
    }
    Shown shown = shown(sent);
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
        shown.client(),
        consent,
        judgement(header.tenant(), link, NO_PARAMETERS, shown, consent),
        header.backfilled());
  }

  private EventDecision conversion(Sent sent, Header header, Sender sender) {
    String eventId = sent.text(Member.EVENT_ID);
    String word = EventType.CONVERSION.word();
    CampaignSnapshot campaign = campaign(sent, header.tenant());
    VisitorId visitor = visitor(sent);
    Meaning meaning = null;
    String status = sent.text(Member.STATUS);
    if (status != null && campaign != null) {
      meaning = Dialects.ownMeaning(status, campaign.traffic().postback().statuses());
      if (meaning == null) {
        sent.problems().add("status", "unsupported_status", "is not a status of the campaign");
      }
    }
    if (campaign == null) {
      noteWithoutCampaign(sent, header.tenant());
      return new EventDecision.Refused(word, eventId, sent.problems().all());
    }
    Reporter reporter =
        new Reporter(
            sender.channel(),
            Trust.HIGH,
            null,
            visitor,
            header.eventId(),
            header.sentEventId(),
            header.occurredAt(),
            header.receivedAt(),
            header.backfilled(),
            null);
    return switch (conversions.decide(sent, campaign, reporter, meaning)) {
      case ConversionDecision.Accepted(
              ConversionReceived event,
              Identified binding,
              var warnings) ->
          new EventDecision.Accepted(word, eventId, event, binding, warnings);
      case ConversionDecision.TakenBack(RefundReceived refund) ->
          new EventDecision.Accepted(word, eventId, refund, null, sent.warnings());
      case ConversionDecision.Refused refused ->
          new EventDecision.Refused(word, eventId, refused.problems());
    };
  }

  /** Notes what can be told although the campaign is not known. */
  private void noteWithoutCampaign(Sent sent, TenantId tenant) {
    String clickId = sent.text(Member.CLICK_ID);
    if (clickId != null) {
      var unused = conversions.visitorOf(tenant, clickId, sent.problems());
    } else if (EventSchema.of(EventType.CONVERSION).oneOf().stream().noneMatch(sent::has)) {
      sent.problems()
          .add("click_id", "required", "is needed where no visitor, coupon or customer_id is sent");
    }
    ConversionRules.event(sent.text(Member.EVENT), sent.problems());
  }

  private @Nullable RefundReceived refund(Sent sent, Header header) {
    Problems problems = sent.problems();
    String conversion = sent.text(Member.CONVERSION_ID);
    String orderId = sent.text(Member.ORDER_ID);
    CampaignSnapshot campaign =
        sent.has(Member.CAMPAIGN_ID) ? campaign(sent, header.tenant()) : null;
    ConversionId conversionId = null;
    if (conversion != null) {
      try {
        conversionId = new ConversionId(conversion);
      } catch (IllegalArgumentException e) {
        problems.add("conversion_id", "invalid_id", "is not the id of a conversion");
      }
    } else if (campaign != null && orderId != null) {
      conversionId = ConversionIds.ofOrder(header.tenant(), campaign.campaignId(), orderId);
    } else if (!sent.has(Member.CAMPAIGN_ID) || orderId == null) {
      problems.add(
          "conversion_id", "required", "is needed where not both campaign_id and order_id are");
    }
    Money amount = refundAmount(sent, campaign);
    String refundId = sent.text(Member.REFUND_ID);
    if (conversionId == null || amount == null || refundId == null) {
      return null;
    }
    return new RefundReceived(
        header.eventId(),
        header.tenant(),
        Conversions.standIn(conversionId),
        header.occurredAt(),
        header.receivedAt(),
        conversionId,
        refundId,
        amount,
        sent.text(Member.REASON),
        header.backfilled());
  }

  /** What goes back: all of it when nobody says how much. */
  private static @Nullable Money refundAmount(Sent sent, @Nullable CampaignSnapshot campaign) {
    Problems problems = sent.problems();
    String decimal = sent.text(Member.AMOUNT);
    String currency = sent.text(Member.CURRENCY);
    Money amount = null;
    if (campaign != null) {
      amount = ConversionRules.amount(decimal, currency, campaign, problems);
    } else if (currency == null) {
      if (!sent.has(Member.CAMPAIGN_ID)) {
        problems.add("currency", "required", "is needed where no campaign_id is sent");
      }
    } else if (!CurrencyCode.isKnown(currency)) {
      problems.add("currency", "unknown_currency", "is not an ISO 4217 currency");
    } else {
      CurrencyCode known = new CurrencyCode(currency);
      amount =
          decimal == null
              ? Money.zero(known)
              : ConversionRules.amount("amount", decimal, known, problems);
    }
    if (amount != null && amount.minor() == 0) {
      if (decimal == null) {
        return problems.has("amount")
            ? null
            : new Money(Conversions.WHOLE_MINOR, amount.currency());
      }
      problems.add("amount", "invalid_amount", "is zero");
      return null;
    }
    return amount;
  }

  private @Nullable Identified identify(Sent sent, Header header) {
    String customerId = sent.text(Member.CUSTOMER_ID);
    VisitorId visitor = requiredVisitor(sent, header.tenant());
    String emailHash = conversions.emailHash(header.tenant(), sent);
    return visitor == null || customerId == null
        ? null
        : new Identified(
            header.eventId(),
            header.tenant(),
            visitor.value(),
            header.occurredAt(),
            header.receivedAt(),
            customerId,
            emailHash);
  }

  private @Nullable ConsentChanged consent(Sent sent, Header header) {
    Consent consent = consentOr(sent, Consent.UNKNOWN);
    VisitorId visitor = requiredVisitor(sent, header.tenant());
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

  private @Nullable PageViewed page(Sent sent, Header header) {
    Consent consent = consentOr(sent, Consent.UNKNOWN);
    VisitorId visitor = requiredVisitor(sent, header.tenant());
    return visitor == null
        ? null
        : new PageViewed(
            header.eventId(),
            header.tenant(),
            visitor.value(),
            header.occurredAt(),
            header.receivedAt(),
            withoutQuery(sent.text(Member.URL)),
            sent.text(Member.CLICK_ID),
            shown(sent).client(),
            consent);
  }

  private static @Nullable String withoutQuery(@Nullable String url) {
    if (url == null) {
      return null;
    }
    int end = url.length();
    int query = url.indexOf('?');
    int fragment = url.indexOf('#');
    end = query < 0 ? end : Math.min(end, query);
    end = fragment < 0 ? end : Math.min(end, fragment);
    return Text.clean(url.substring(0, end), MAX_URL);
  }

  private @Nullable LinkSnapshot link(Sent sent, TenantId tenant) {
    String code = sent.text(Member.LINK_CODE);
    if (code == null) {
      return null;
    }
    return switch (links.resolve(code)) {
      case LinkState.Active active when active.link().tenantId().equals(tenant) -> active.link();
      case LinkState.Inactive(LinkSnapshot link, String reason)
          when link.tenantId().equals(tenant) -> {
        sent.problems().add("link_code", reason, "does not earn at present");
        yield null;
      }
      case LinkState.Active foreign -> unknownLink(sent);
      case LinkState.Inactive foreign -> unknownLink(sent);
      case LinkState.Unknown() -> unknownLink(sent);
    };
  }

  private static @Nullable LinkSnapshot unknownLink(Sent sent) {
    sent.problems().add("link_code", "unknown_link", "is not known");
    return null;
  }

  private @Nullable CampaignSnapshot campaign(Sent sent, TenantId tenant) {
    Campaign campaign = campaigns.campaign(tenant, sent.text(Member.CAMPAIGN_ID), sent.problems());
    return campaign == null ? null : campaign.terms();
  }

  /** The visitor of the click where there is one, else the one that is named. */
  private @Nullable VisitorId requiredVisitor(Sent sent, TenantId tenant) {
    String clickId = sent.text(Member.CLICK_ID);
    if (clickId != null) {
      return conversions.visitorOf(tenant, clickId, sent.problems());
    }
    VisitorId visitor = visitor(sent);
    if (visitor == null) {
      sent.problems().add("visitor_id", "required", "is needed where no click_id is sent");
    }
    return visitor;
  }

  private static @Nullable VisitorId visitor(Sent sent) {
    String text = sent.text(Member.VISITOR_ID);
    VisitorId visitor = VisitorId.parse(text);
    if (text != null && visitor == null) {
      sent.problems()
          .add("visitor_id", "invalid_visitor_id", "is not 16 bytes in 22 characters of base64url");
    }
    return visitor;
  }

  private static Consent consentOr(Sent sent, Consent absent) {
    String text = sent.text(Member.CONSENT);
    return switch (text) {
      case null -> absent;
      case "granted" -> Consent.GRANTED;
      case "denied" -> Consent.DENIED;
      case "unknown" -> Consent.UNKNOWN;
      default -> {
        sent.problems().add("consent", "invalid_consent", "is none of granted, denied, unknown");
        yield absent;
      }
    };
  }

  /**
   * What a server tells of the visitor.
   *
   * @param address whole, never stored; null when it is not known
   */
  private record Shown(@Nullable InetAddress address, Client client) {}

  private Shown shown(Sent sent) {
    String ip = sent.text(Member.IP);
    InetAddress address = ip == null ? null : Proxies.address(ip);
    String userAgent = sent.text(Member.USER_AGENT);
    Client client =
        Clients.of(
            address,
            userAgent,
            sent.text(Member.LANGUAGE),
            sent.text(Member.REFERRER),
            address == null && userAgent == null
                ? null
                : traits.traits(traits.network(address), userAgent, ClientHints.NONE),
            null);
    return new Shown(address, client);
  }

  private static @Nullable String label(Sent sent, String name) {
    Member member = Member.named(name);
    return member == null ? null : sent.text(member);
  }
}
