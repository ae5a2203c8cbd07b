package io.tributary.tracking.conversion;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.contract.tracking.Report.Trust;
import io.tributary.platform.security.Sha256;
import io.tributary.tracking.conversion.ConversionDecision.Cause;
import io.tributary.tracking.conversion.ConversionDecision.Refused;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.visitor.VisitorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides on conversions that a postback or a pixel reports. */
public final class ConversionIntake {

  private static final Set<Member> USED = used();

  private final CampaignDirectory campaigns;
  private final Conversions conversions;

  public ConversionIntake(CampaignDirectory campaigns, Conversions conversions) {
    this.campaigns = campaigns;
    this.conversions = conversions;
  }

  /**
   * What a postback carries.
   *
   * @param vendor the dialect of its route; null for the product's own route
   * @param pathToken the token of its path; null when none stands there
   * @param parameters as sent, under any of the accepted names
   * @param items of a JSON body
   */
  public record Postback(
      @Nullable Dialect vendor,
      @Nullable String pathToken,
      Map<String, String> parameters,
      List<Sent.Item> items) {}

  /**
   * Decides on a postback. Its names are read by the route's dialect, else by the campaign's, else
   * by the product's own.
   *
   * @param cookie the visitor of the sender's cookie; null without one
   * @param eventId a new id for the event
   */
  public ConversionDecision postback(
      Postback postback, @Nullable VisitorId cookie, String eventId, Instant now) {
    Map<String, String> parameters = postback.parameters();
    Dialect route = postback.vendor() == null ? Dialects.GENERIC : postback.vendor();
    Sent sent = route.read(parameters);
    String token = postback.pathToken() == null ? sent.text(Member.TOKEN) : postback.pathToken();
    if (token == null) {
      return refused(Cause.NOT_AUTHENTICATED, "token", "missing_token", "is needed");
    }
    String hash = Sha256.hex(token);
    Campaign found = campaigns.campaignOfToken(hash);
    if (found == null || !isSame(hash, found.terms().postbackTokenSha256())) {
      return refused(Cause.NOT_ALLOWED, "token", "invalid_token", "belongs to no campaign");
    }
    CampaignSnapshot campaign = found.terms();
    Dialect dialect = route;
    if (postback.vendor() == null) {
      dialect = Dialects.ofSetting(campaign.traffic().postback().dialect());
      sent = dialect == route ? sent : dialect.read(parameters);
    }
    String named = sent.text(Member.CAMPAIGN_ID);
    if (named != null && !named.equals(campaign.campaignId().value())) {
      return refused(
          Cause.NOT_ALLOWED, "token", "invalid_token", "does not belong to this campaign");
    }
    sent.items(postback.items());
    Reporter reporter =
        new Reporter(
            Channel.POSTBACK,
            Trust.HIGH,
            null,
            cookie,
            eventId,
            null,
            now,
            now,
            false,
            dialect.isForeign() ? dialect.name() : null);
    return decide(sent, campaign, reporter, dialect, parameters);
  }

  /** How a postback asks to be answered. */
  public Dialect.Answer answer(Postback postback) {
    Dialect route = postback.vendor() == null ? Dialects.GENERIC : postback.vendor();
    return route.answer(postback.parameters());
  }

  /** Decides on a pixel, whose campaign stands in the request and is not proved. */
  public ConversionDecision pixel(
      Map<String, String> parameters,
      @Nullable VisitorId cookie,
      Client client,
      String eventId,
      Instant now) {
    Sent sent = Dialects.GENERIC.read(parameters);
    String id = sent.text(Member.CAMPAIGN_ID);
    if (id == null) {
      return refused(Cause.INVALID, "campaign_id", "required", "is needed");
    }
    CampaignSnapshot campaign = campaign(id);
    if (campaign == null) {
      return refused(Cause.INVALID, "campaign_id", "unknown_campaign", "is not known");
    }
    Reporter reporter =
        new Reporter(
            Channel.PIXEL, Trust.LOW, client, cookie, eventId, null, now, now, false, null);
    return decide(sent, campaign, reporter, Dialects.GENERIC, parameters);
  }

  private ConversionDecision decide(
      Sent sent,
      CampaignSnapshot campaign,
      Reporter reporter,
      Dialect dialect,
      Map<String, String> parameters) {
    sent.check(USED);
    String status = sent.text(Member.STATUS);
    Meaning meaning = null;
    if (status != null) {
      meaning = dialect.meaning(status, campaign.traffic().postback().statuses(), parameters);
      if (meaning == null) {
        sent.problems()
            .add("status", "unsupported_status", "is not a status of the campaign or its system");
      }
    }
    return conversions.decide(sent, campaign, reporter, meaning);
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

  private static Set<Member> used() {
    Set<Member> used = EnumSet.copyOf(Dialects.OWN);
    used.add(Member.TOKEN);
    return used;
  }

  private static Refused refused(Cause cause, String field, String code, String message) {
    return new Refused(cause, null, List.of(new Problem(field, code, message)));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
