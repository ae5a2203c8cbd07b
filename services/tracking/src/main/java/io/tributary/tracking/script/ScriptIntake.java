package io.tributary.tracking.script;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.event.Sender;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.fraud.ReportedTouch;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.text.Text;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on what the script reports, one event at a time. What a browser may say is a part of what
 * a server may: the members below, of a visitor that it is itself, at low trust.
 */
public final class ScriptIntake {

  /** Of the page's address and of where the visitor came from, in characters. */
  private static final int MAX_ADDRESS = 1_024;

  /** Keeps a page from using up the event ids of the tenant's servers. */
  private static final String NAMESPACE = "script:";

  private static final List<String> COMMON = List.of("type", "occurred_at");

  private static final Map<String, List<String>> MEMBERS =
      Map.of(
          "click", List.of("link_code"),
          "page", List.of("url"),
          "conversion",
              List.of(
                  "campaign_id",
                  "event",
                  "order_id",
                  "amount",
                  "currency",
                  "customer_id",
                  "coupon",
                  "items",
                  "adv1",
                  "adv2",
                  "adv3",
                  "adv4",
                  "adv5"),
          "identify", List.of("customer_id", "email"),
          "consent", List.of("consent"));

  private final EventIntake events;
  private final Links links;
  private final CampaignDirectory campaigns;
  private final ClickIds clickIds;
  private final VisitorSource visitors;
  private final Judge judge;

  public ScriptIntake(
      EventIntake events,
      Links links,
      CampaignDirectory campaigns,
      ClickIds clickIds,
      VisitorSource visitors,
      Judge judge) {
    this.events = events;
    this.links = links;
    this.campaigns = campaigns;
    this.clickIds = clickIds;
    this.visitors = visitors;
    this.judge = judge;
  }

  /**
   * Decides.
   *
   * @param reported the event as parsed JSON
   */
  public EventDecision decide(@Nullable Object reported, ScriptSender sender, Instant now) {
    Problems problems = new Problems();
    if (!(reported instanceof Map<?, ?> members)) {
      problems.add("", "wrong_type", "is not an object");
      return new EventDecision.Refused("unknown", null, problems.all());
    }
    String type = members.get("type") instanceof String text ? text : "";
    String sentEventId = text(members, "event_id");
    List<String> names = MEMBERS.get(type);
    if (names == null) {
      problems.add("type", "unknown_type", "is none of click, page, conversion, identify, consent");
      return new EventDecision.Refused("unknown", sentEventId, problems.all());
    }
    Map<String, Object> event = new HashMap<>();
    copy(members, COMMON, event);
    copy(members, names, event);
    if (sentEventId != null) {
      event.put("event_id", NAMESPACE + sentEventId);
    }
    putVisitor(event, members, type, sentEventId, sender);
    if (type.equals("click")) {
      putLabels(event, parameters(members));
      checkVia(event, members, sender.key().tenantId(), problems);
    }
    EventDecision decision =
        problems.isEmpty()
            ? events.decide(
                sent(event),
                new Sender(
                    sender.key().tenantId(),
                    ConversionReceived.Channel.SCRIPT,
                    false,
                    sender.sentAt()),
                now)
            : new EventDecision.Refused(type, sentEventId, problems.all());
    return switch (decision) {
      case EventDecision.Accepted accepted ->
          new EventDecision.Accepted(
              type,
              sentEventId,
              completed(accepted.event(), members, sender),
              accepted.binding(),
              accepted.warnings());
      case EventDecision.Refused refused ->
          new EventDecision.Refused(refused.type(), sentEventId, refused.problems());
    };
  }

  /** The event as any sender's is read. */
  private static Sent sent(Map<String, Object> event) {
    byte[] json = EventJson.mapper().writeValueAsBytes(Map.of("events", List.of(event)));
    return switch (JsonEvents.read(json, 1)) {
      case JsonEvents.Batch.Read read -> read.events().getFirst().sent();
      case JsonEvents.Batch other ->
          throw new IllegalStateException("an event that was written cannot be read: " + other);
    };
  }

  /**
   * Whose it is: the visitor of the click where one is named, else of the cookie, else the script's
   * own. Who must not be recognised is only the visitor of the click, but may say so.
   */
  private void putVisitor(
      Map<String, Object> event,
      Map<?, ?> members,
      String type,
      @Nullable String sentEventId,
      ScriptSender sender) {
    Object clickId = members.get("click_id");
    if (clickId != null && !type.equals("click")) {
      event.put("click_id", clickId);
      return;
    }
    boolean says = type.equals("consent");
    Object own = members.get("visitor_id");
    if (sender.cookie() != null) {
      event.put("visitor_id", sender.cookie().value());
    } else if (own != null && (sender.tracked() || says)) {
      event.put("visitor_id", own);
    } else if (type.equals("page") || type.equals("click")) {
      TenantId tenant = sender.key().tenantId();
      VisitorId stranger =
          sentEventId == null
              ? visitors.next()
              : clickIds.visitorOf(tenant, NAMESPACE + sentEventId);
      event.put("visitor_id", stranger.value());
    }
  }

  private static void putLabels(Map<String, Object> event, ClickParameters parameters) {
    event.putAll(parameters.subs());
    if (parameters.source() != null) {
      event.put("source", parameters.source());
    }
    if (parameters.affiliateClickId() != null) {
      event.put("aff_click_id", parameters.affiliateClickId());
    }
  }

  /** A page may name a link only as the campaign has it. */
  private void checkVia(
      Map<String, Object> event, Map<?, ?> members, TenantId tenant, Problems problems) {
    String via = text(members, "via");
    if (event.get("link_code") instanceof String code
        && links.resolve(code) instanceof LinkState.Active active
        && active.link().tenantId().equals(tenant)
        && (via == null || !active.campaign().terms().traffic().viaParameters().contains(via))) {
      problems.add("via", "unknown_via", "is no parameter that the campaign names links by");
    }
  }

  private TrackingEvent completed(TrackingEvent event, Map<?, ?> members, ScriptSender sender) {
    return switch (event) {
      case Click click -> direct(click, parameters(members), client(members, sender), sender);
      case ConversionReceived conversion -> reported(conversion, sender.client());
      case PageViewed page -> shown(page, client(members, sender), sender.consent());
      case TrackingEvent other -> other;
    };
  }

  private Click direct(
      Click click, ClickParameters parameters, Client client, ScriptSender sender) {
    Placement placement = parameters.placement(null, Map.of());
    return new Click(
        click.eventId(),
        click.tenantId(),
        click.visitorId(),
        click.occurredAt(),
        click.receivedAt(),
        click.clickId(),
        click.linkId(),
        click.campaignId(),
        click.affiliateId(),
        click.subs(),
        click.source(),
        click.affiliateClickId(),
        new Placement(
            placement.urlId(),
            placement.creativeId(),
            placement.adIds(),
            placement.utm(),
            placement.ext(),
            true),
        client,
        sender.consent(),
        judge.reported(
            new ReportedTouch(
                click.tenantId(),
                campaigns.campaign(click.campaignId()),
                click.affiliateId(),
                Purpose.VISIT,
                parameters,
                sender.address(),
                client,
                sender.hints(),
                sender.timeZone(),
                client.fingerprint() != null,
                true)),
        false);
  }

  private static ConversionReceived reported(ConversionReceived conversion, Client client) {
    Report report = conversion.report();
    return new ConversionReceived(
        conversion.eventId(),
        conversion.tenantId(),
        conversion.visitorId(),
        conversion.occurredAt(),
        conversion.receivedAt(),
        conversion.conversionId(),
        conversion.campaignId(),
        conversion.event(),
        conversion.orderId(),
        conversion.amount(),
        conversion.clickId(),
        conversion.customerId(),
        conversion.coupon(),
        conversion.channel(),
        new Report(
            Report.Trust.LOW,
            report.status(),
            report.items(),
            report.parameters(),
            null,
            null,
            report.emailHash(),
            client,
            report.dialect()),
        false);
  }

  private static PageViewed shown(PageViewed page, Client client, Consent consent) {
    return new PageViewed(
        page.eventId(),
        page.tenantId(),
        page.visitorId(),
        page.occurredAt(),
        page.receivedAt(),
        page.url(),
        page.clickId(),
        client,
        consent);
  }

  /** The browser, which came from where the script says: the request itself comes from the page. */
  private static Client client(Map<?, ?> members, ScriptSender sender) {
    Client client = sender.client();
    return new Client(
        client.ip(),
        client.userAgent(),
        client.language(),
        Text.clean(text(members, "referrer"), MAX_ADDRESS),
        client.traits(),
        client.fingerprint());
  }

  /** What the query of the page says of the link. */
  private static ClickParameters parameters(Map<?, ?> members) {
    return ClickParameters.of(text(members, "query"));
  }

  private static void copy(Map<?, ?> members, List<String> names, Map<String, Object> event) {
    for (String name : names) {
      Object value = members.get(name);
      if (value != null) {
        event.put(name, value);
      }
    }
  }

  private static @Nullable String text(Map<?, ?> members, String name) {
    return members.get(name) instanceof String text && !text.isBlank() ? text : null;
  }
}
