package io.tributary.tracking.conversion;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.contract.tracking.Report;
import io.tributary.tracking.conversion.ConversionDecision.Accepted;
import io.tributary.tracking.conversion.ConversionDecision.Cause;
import io.tributary.tracking.conversion.ConversionDecision.Refused;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides on conversions that a postback or a pixel reports. */
public final class ConversionIntake {

  /** Statuses under which a conversion is reported; what others mean is not known here. */
  private static final Set<String> REPORTING =
      Set.of("approved", "accepted", "confirmed", "pending", "sale", "lead", "hold", "1", "2");

  private final CampaignDirectory campaigns;
  private final ClickIds clickIds;

  public ConversionIntake(CampaignDirectory campaigns, ClickIds clickIds) {
    this.campaigns = campaigns;
    this.clickIds = clickIds;
  }

  /**
   * Decides on a postback.
   *
   * @param parameters as sent, under any of the accepted names
   * @param cookie the visitor of the sender's cookie; null without one
   * @param eventId a new id for the event
   */
  public ConversionDecision postback(
      Map<String, String> parameters, @Nullable VisitorId cookie, String eventId, Instant now) {
    Map<String, String> sent = PostbackAliases.canonical(parameters);
    String token = sent.get("token");
    if (token == null) {
      return refused(Cause.NOT_AUTHENTICATED, "token", "missing_token", "is needed");
    }
    String hash = sha256(token);
    Campaign campaign = campaigns.campaignOfToken(hash);
    if (campaign == null || !isSame(hash, campaign.terms().postbackTokenSha256())) {
      return refused(Cause.NOT_ALLOWED, "token", "invalid_token", "belongs to no campaign");
    }
    String named = sent.get("campaign_id");
    if (named != null && !named.equals(campaign.terms().campaignId().value())) {
      return refused(
          Cause.NOT_ALLOWED, "token", "invalid_token", "does not belong to this campaign");
    }
    return decide(sent, campaign.terms(), cookie, eventId, Channel.POSTBACK, now);
  }

  /** Decides on a pixel, whose campaign stands in the request and is not proved. */
  public ConversionDecision pixel(
      Map<String, String> parameters, @Nullable VisitorId cookie, String eventId, Instant now) {
    Map<String, String> sent = PostbackAliases.canonical(parameters);
    String id = sent.get("campaign_id");
    if (id == null) {
      return refused(Cause.INVALID, "campaign_id", "required", "is needed");
    }
    CampaignSnapshot campaign = campaign(id);
    if (campaign == null) {
      return refused(Cause.INVALID, "campaign_id", "unknown_campaign", "is not known");
    }
    return decide(sent, campaign, cookie, eventId, Channel.PIXEL, now);
  }

  private ConversionDecision decide(
      Map<String, String> sent,
      CampaignSnapshot campaign,
      @Nullable VisitorId cookie,
      String eventId,
      Channel channel,
      Instant now) {
    Problems problems = new Problems();
    TenantId tenant = campaign.tenantId();
    String clickId = sent.get("click_id");
    VisitorId visitor = clickId == null ? cookie : visitorOf(tenant, clickId, problems);
    Money amount =
        ConversionRules.amount(sent.get("amount"), sent.get("currency"), campaign, problems);
    String event = ConversionRules.event(sent.get("event"), problems);
    String orderId = ConversionRules.id("order_id", sent.get("order_id"), problems);
    String coupon = ConversionRules.id("coupon", sent.get("coupon"), problems);
    String customerId = ConversionRules.id("customer_id", sent.get("customer_id"), problems);
    checkStatus(sent.get("status"), problems);
    if (clickId == null && visitor == null && coupon == null && customerId == null) {
      problems.add(
          "click_id", "required", "is needed where no cookie, coupon or customer_id is sent");
    } else if (clickId == null && visitor == null && orderId == null) {
      problems.add("order_id", "required", "is needed where no click_id or cookie is sent");
    }
    ConversionId conversionId =
        conversionId(tenant, campaign.campaignId(), orderId, clickId, visitor, event);
    if (!problems.isEmpty() || amount == null || conversionId == null) {
      return new Refused(Cause.INVALID, tenant, problems.all());
    }
    return new Accepted(
        new ConversionReceived(
            eventId,
            tenant,
            visitor == null ? standIn(conversionId) : visitor.value(),
            now,
            now,
            conversionId,
            campaign.campaignId(),
            event,
            orderId,
            amount,
            clickId,
            customerId,
            coupon,
            channel,
            Report.PLAIN,
            false));
  }

  /** The key of a conversion whose visitor is not known. */
  public static String standIn(ConversionId conversion) {
    return "conv:" + conversion.value();
  }

  private @Nullable VisitorId visitorOf(TenantId tenant, String clickId, Problems problems) {
    return switch (clickIds.check(tenant, clickId)) {
      case ClickIds.Check.Valid(VisitorId visitor, Instant time) -> visitor;
      case ClickIds.Check.Invalid() -> {
        problems.add("click_id", "invalid_click_id", "was not given out here, or was changed");
        yield null;
      }
    };
  }

  private @Nullable CampaignSnapshot campaign(String id) {
    CampaignId campaignId;
    try {
      campaignId = new CampaignId(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
    Campaign campaign = campaigns.campaign(campaignId);
    return campaign == null ? null : campaign.terms();
  }

  private static void checkStatus(@Nullable String status, Problems problems) {
    if (status != null && !REPORTING.contains(status.toLowerCase(Locale.ROOT))) {
      problems.add(
          "status",
          "unsupported_status",
          "does not report a conversion; send a refund to take one back");
    }
  }

  private static @Nullable ConversionId conversionId(
      TenantId tenant,
      CampaignId campaign,
      @Nullable String orderId,
      @Nullable String clickId,
      @Nullable VisitorId visitor,
      String event) {
    if (orderId != null) {
      return ConversionIds.ofOrder(tenant, campaign, orderId);
    }
    if (clickId != null) {
      return ConversionIds.ofGoal(tenant, campaign, clickId, event);
    }
    return visitor == null ? null : ConversionIds.ofGoal(tenant, campaign, visitor.value(), event);
  }

  private static Refused refused(Cause cause, String field, String code, String message) {
    return new Refused(cause, null, List.of(new Problem(field, code, message)));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
