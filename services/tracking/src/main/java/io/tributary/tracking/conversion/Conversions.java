package io.tributary.tracking.conversion;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TrafficTerms.PostbackTerms;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.Report.Item;
import io.tributary.contract.tracking.Report.Trust;
import io.tributary.tracking.conversion.ConversionDecision.Accepted;
import io.tributary.tracking.conversion.ConversionDecision.Cause;
import io.tributary.tracking.conversion.ConversionDecision.Refused;
import io.tributary.tracking.conversion.ConversionDecision.TakenBack;
import io.tributary.tracking.customer.EmailHashes;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.text.Text;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a reported conversion once its campaign is known, whatever way it came in: by the same
 * rules, with the same ids.
 */
public final class Conversions {

  /** What goes back when all of an order does, of which its amount is taken. */
  public static final long WHOLE_MINOR = (1L << 53) - 1;

  /** Of a refund that a status means: a repeat of the status changes nothing. */
  static final String STATUS_REFUND = "status:rejected";

  /** Why an order is taken back when the sender does not say. */
  static final String DECLINED = "advertiser_declined";

  private static final List<Member> OWN_PARAMETERS =
      List.of(Member.ADV1, Member.ADV2, Member.ADV3, Member.ADV4, Member.ADV5);
  private static final int MAX_PARAMETER = 255;

  private final ClickIds clickIds;
  private final EmailHashes emails;

  public Conversions(ClickIds clickIds, EmailHashes emails) {
    this.clickIds = clickIds;
    this.emails = emails;
  }

  /**
   * Decides.
   *
   * @param sent checked against its members' bounds
   * @param meaning of the status; null without one
   */
  public ConversionDecision decide(
      Sent sent, CampaignSnapshot campaign, Reporter reporter, @Nullable Meaning meaning) {
    if (meaning == Meaning.IGNORED && sent.problems().isEmpty()) {
      sent.problems().add("status", "ignored_status", "changes nothing");
      return new Refused(Cause.IGNORED, campaign.tenantId(), sent.problems().all());
    }
    return meaning == Meaning.REJECTED
        ? takenBack(sent, campaign, reporter)
        : reported(sent, campaign, reporter);
  }

  /** The visitor of the click id; null, with a problem noted, when the id is not from here. */
  public @Nullable VisitorId visitorOf(TenantId tenant, String clickId, Problems problems) {
    return switch (clickIds.check(tenant, clickId)) {
      case ClickIds.Check.Valid(VisitorId visitor, Instant time) -> visitor;
      case ClickIds.Check.Invalid() -> {
        problems.add("click_id", "invalid_click_id", "was not given out here, or was changed");
        yield null;
      }
    };
  }

  /** The hash of the customer's address; null without one, or when it is none. */
  public @Nullable String emailHash(TenantId tenant, Sent sent) {
    String email = sent.text(Member.EMAIL);
    if (email == null) {
      return null;
    }
    String hash = emails.of(tenant, email);
    if (hash == null) {
      sent.problems().add("email", "invalid_email", "is not an e-mail address");
    }
    return hash;
  }

  /** The key of a conversion whose visitor is not known. */
  public static String standIn(ConversionId conversion) {
    return "conv:" + conversion.value();
  }

  private ConversionDecision reported(Sent sent, CampaignSnapshot campaign, Reporter reporter) {
    Problems problems = sent.problems();
    TenantId tenant = campaign.tenantId();
    String clickId = sent.text(Member.CLICK_ID);
    VisitorId visitor = clickId == null ? reporter.visitor() : visitorOf(tenant, clickId, problems);
    Money amount = amount(sent, campaign);
    String goal = ConversionRules.event(sent.text(Member.EVENT), problems);
    String customerId = sent.text(Member.CUSTOMER_ID);
    String coupon = sent.text(Member.COUPON);
    String emailHash = emailHash(tenant, sent);
    List<Item> items = ItemRules.items(sent, campaign.currency());
    PostbackTerms terms = campaign.traffic().postback();
    Money payout = override(sent, Member.PAYOUT, terms.payoutOverride(), campaign, reporter);
    Money revenue = override(sent, Member.REVENUE, terms.revenueOverride(), campaign, reporter);
    if (clickId == null
        && visitor == null
        && coupon == null
        && customerId == null
        && !problems.has("visitor_id")) {
      problems.add(
          "click_id", "required", "is needed where no visitor, coupon or customer_id is sent");
    }
    ConversionId conversionId =
        conversionId(sent, tenant, campaign.campaignId(), reporter, visitor, goal);
    if (!problems.isEmpty() || amount == null || conversionId == null) {
      return new Refused(Cause.INVALID, tenant, problems.all());
    }
    ConversionReceived event =
        new ConversionReceived(
            reporter.eventId(),
            tenant,
            visitor == null ? standIn(conversionId) : visitor.value(),
            reporter.occurredAt(),
            reporter.receivedAt(),
            conversionId,
            campaign.campaignId(),
            goal,
            sent.text(Member.ORDER_ID),
            revenue != null && !sent.has(Member.AMOUNT) ? revenue : amount,
            clickId,
            customerId,
            coupon,
            reporter.channel(),
            report(sent, reporter, items, payout, revenue, emailHash),
            reporter.backfilled());
    return new Accepted(event, binding(event, visitor, reporter), sent.warnings());
  }

  /** A status that does not count, for the order or goal that was reported before or will be. */
  private ConversionDecision takenBack(Sent sent, CampaignSnapshot campaign, Reporter reporter) {
    Problems problems = sent.problems();
    TenantId tenant = campaign.tenantId();
    if (reporter.trust() == Trust.LOW) {
      problems.add("status", "unsupported_status", "cannot be reported by a browser");
    }
    String clickId = sent.text(Member.CLICK_ID);
    VisitorId visitor = clickId == null ? reporter.visitor() : visitorOf(tenant, clickId, problems);
    String goal = ConversionRules.event(sent.text(Member.EVENT), problems);
    ConversionId conversionId =
        conversionId(sent, tenant, campaign.campaignId(), reporter, visitor, goal);
    if (!problems.isEmpty() || conversionId == null) {
      return new Refused(Cause.INVALID, tenant, problems.all());
    }
    String reason = sent.text(Member.REASON);
    return new TakenBack(
        new RefundReceived(
            reporter.eventId(),
            tenant,
            visitor == null ? standIn(conversionId) : visitor.value(),
            reporter.occurredAt(),
            reporter.receivedAt(),
            conversionId,
            STATUS_REFUND,
            new Money(WHOLE_MINOR, campaign.currency()),
            reason == null ? DECLINED + " (" + sent.text(Member.STATUS) + ")" : reason,
            reporter.backfilled()));
  }

  private static @Nullable Money amount(Sent sent, CampaignSnapshot campaign) {
    return ConversionRules.amount(
        sent.text(Member.AMOUNT), sent.text(Member.CURRENCY), campaign, sent.problems());
  }

  /** A value that the sender sets where it may; where not, it is told to have no effect. */
  private static @Nullable Money override(
      Sent sent, Member member, boolean allowed, CampaignSnapshot campaign, Reporter reporter) {
    String value = sent.text(member);
    if (value == null) {
      return null;
    }
    if (!allowed || reporter.trust() == Trust.LOW) {
      sent.warn(member.field(), "override_not_allowed");
      return null;
    }
    return ConversionRules.amount(member.field(), value, campaign.currency(), sent.problems());
  }

  private static Report report(
      Sent sent,
      Reporter reporter,
      List<Item> items,
      @Nullable Money payout,
      @Nullable Money revenue,
      @Nullable String emailHash) {
    Map<String, String> parameters = parameters(sent);
    String status = sent.text(Member.STATUS);
    boolean plain =
        reporter.trust() == Trust.HIGH
            && reporter.client() == null
            && reporter.dialect() == null
            && status == null
            && items.isEmpty()
            && parameters.isEmpty()
            && payout == null
            && revenue == null
            && emailHash == null;
    return plain
        ? Report.PLAIN
        : new Report(
            reporter.trust(),
            status,
            items,
            parameters,
            payout,
            revenue,
            emailHash,
            reporter.client(),
            reporter.dialect());
  }

  private static Map<String, String> parameters(Sent sent) {
    Map<String, String> kept = Map.of();
    for (Member member : OWN_PARAMETERS) {
      String value = Text.clean(sent.text(member), MAX_PARAMETER);
      if (value != null) {
        kept = with(kept, member.field(), value);
      }
    }
    for (Map.Entry<String, String> parameter : sent.parameters().entrySet()) {
      String value = Text.clean(parameter.getValue(), MAX_PARAMETER);
      if (value != null) {
        kept = with(kept, parameter.getKey(), value);
      }
    }
    return kept;
  }

  private static Map<String, String> with(Map<String, String> kept, String name, String value) {
    Map<String, String> more = kept.isEmpty() ? new LinkedHashMap<>() : kept;
    more.put(name, value);
    return more;
  }

  /**
   * That the visitor is this customer: said only by whom showed a secret, so that nobody can claim
   * another's customers from a browser.
   */
  private static @Nullable Identified binding(
      ConversionReceived event, @Nullable VisitorId visitor, Reporter reporter) {
    String customerId = event.customerId();
    return customerId == null || visitor == null || reporter.trust() == Trust.LOW
        ? null
        : new Identified(
            event.eventId() + ":customer",
            event.tenantId(),
            event.visitorId(),
            event.occurredAt(),
            event.receivedAt(),
            customerId,
            event.report().emailHash());
  }

  private static @Nullable ConversionId conversionId(
      Sent sent,
      TenantId tenant,
      CampaignId campaign,
      Reporter reporter,
      @Nullable VisitorId visitor,
      String goal) {
    String orderId = sent.text(Member.ORDER_ID);
    String eventId = reporter.sentEventId();
    String clickId = sent.text(Member.CLICK_ID);
    if (orderId != null) {
      return ConversionIds.ofOrder(tenant, campaign, orderId);
    }
    if (eventId != null) {
      return ConversionIds.ofEvent(tenant, campaign, eventId);
    }
    if (clickId != null) {
      return ConversionIds.ofGoal(tenant, campaign, clickId, goal);
    }
    if (visitor != null) {
      return ConversionIds.ofGoal(tenant, campaign, visitor.value(), goal);
    }
    if (!sent.problems().has("click_id") && !sent.problems().has("visitor_id")) {
      sent.problems()
          .add("order_id", "required", "is needed where no event_id, click_id or visitor is sent");
    }
    return null;
  }
}
