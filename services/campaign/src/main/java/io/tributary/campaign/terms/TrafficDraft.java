package io.tributary.campaign.terms;

import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.Schedule;
import io.tributary.contract.directory.TrafficTerms;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a campaign's clicks lead and who may make them, as people give and see it. A member that is
 * absent is defaulted in a new campaign and stays as it is in a known one; one that is given takes
 * the place of the whole member before it.
 *
 * @param clickUniqueFor ISO 8601 duration
 */
public record TrafficDraft(
    @Nullable List<@Nullable PageDraft> landingPages,
    @Nullable List<@Nullable RotatorDraft> rotator,
    @Nullable List<@Nullable TargetingDraft> targeting,
    @Nullable ScheduleDraft schedule,
    @Nullable List<@Nullable CapDraft> caps,
    @Nullable FallbackDraft fallback,
    @Nullable Integer redirectStatus,
    @Nullable String referrerPolicy,
    @Nullable String clickUniqueFor,
    @Nullable List<@Nullable String> viaParameters,
    @Nullable PostbackDraft postback,
    @Nullable FraudDraft fraud) {

  /** A landing page; its address may hold macros. */
  public record PageDraft(@Nullable String urlId, @Nullable String url) {}

  /** Chances of pages for an audience; without conditions for everybody. */
  public record RotatorDraft(
      @Nullable List<@Nullable ConditionDraft> conditions,
      @Nullable List<@Nullable ShareDraft> shares) {}

  /** The chance of a page; without {@code url_id} of the campaign's own. */
  public record ShareDraft(@Nullable String urlId, @Nullable Integer weight) {}

  /** Whether an audience may follow the campaign's links. */
  public record TargetingDraft(
      @Nullable Boolean allowed, @Nullable List<@Nullable ConditionDraft> conditions) {}

  /** The visitor's value is one of these; with {@code excluded} none of them. */
  public record ConditionDraft(
      @Nullable String dimension,
      @Nullable Boolean excluded,
      @Nullable List<@Nullable String> values) {}

  /** When clicks are taken; times in RFC 3339, the zone by its IANA name. */
  public record ScheduleDraft(
      @Nullable String start,
      @Nullable String end,
      @Nullable String zone,
      @Nullable List<@Nullable HoursDraft> hours) {}

  /** Full hours of some days: {@code monday} and so on. */
  public record HoursDraft(
      @Nullable List<@Nullable String> days, @Nullable Integer from, @Nullable Integer to) {}

  /** A number of clicks. */
  public record CapDraft(@Nullable String period, @Nullable String scope, @Nullable Long limit) {}

  /** Where others are led. */
  public record FallbackDraft(@Nullable String url, @Nullable String campaignId) {}

  /** How the advertiser's server reports. */
  public record PostbackDraft(
      @Nullable String dialect,
      @Nullable Map<String, @Nullable String> statuses,
      @Nullable Boolean payoutOverride,
      @Nullable Boolean revenueOverride) {}

  /** How touches are judged where it differs from the tenant's way. */
  public record FraudDraft(
      @Nullable Boolean monitored,
      @Nullable Integer reviewFrom,
      @Nullable Integer rejectFrom,
      @Nullable Map<String, @Nullable SignalDraft> signals) {}

  /** How one signal is used. */
  public record SignalDraft(
      @Nullable String mode,
      @Nullable Integer points,
      @Nullable Map<String, @Nullable Long> thresholds) {}

  /** The terms as people see them. */
  public static TrafficDraft of(TrafficTerms terms) {
    return new TrafficDraft(
        terms.landingPages().stream().map(page -> new PageDraft(page.urlId(), page.url())).toList(),
        terms.rotator().stream()
            .map(
                rule ->
                    new RotatorDraft(
                        conditions(rule.audience()),
                        rule.shares().stream()
                            .map(share -> new ShareDraft(share.urlId(), share.weight()))
                            .toList()))
            .toList(),
        terms.targeting().stream()
            .map(rule -> new TargetingDraft(rule.allowed(), conditions(rule.audience())))
            .toList(),
        schedule(terms.schedule()),
        terms.caps().stream()
            .map(cap -> new CapDraft(word(cap.period()), word(cap.scope()), cap.limit()))
            .toList(),
        new FallbackDraft(
            terms.fallback().url(),
            terms.fallback().campaignId() == null ? null : terms.fallback().campaignId().value()),
        terms.redirectStatus(),
        terms.referrerPolicy(),
        Fields.iso(terms.uniqueFor()),
        List.copyOf(terms.viaParameters()),
        new PostbackDraft(
            terms.postback().dialect(),
            new TreeMap<>(terms.postback().statuses()),
            terms.postback().payoutOverride(),
            terms.postback().revenueOverride()),
        fraud(terms.fraud()));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<ConditionDraft> conditions(Audience audience) {
    return audience.conditions().stream()
        .map(
            condition ->
                new ConditionDraft(
                    word(condition.dimension()),
                    condition.excluded(),
                    condition.values().stream().sorted().toList()))
        .toList();
  }

  private static ScheduleDraft schedule(Schedule schedule) {
    return new ScheduleDraft(
        text(schedule.start()),
        text(schedule.end()),
        schedule.zone().getId(),
        schedule.hours().stream()
            .map(
                part ->
                    new HoursDraft(
                        Arrays.stream(DayOfWeek.values())
                            .filter(part.days()::contains)
                            .map(TrafficDraft::word)
                            .toList(),
                        part.from(),
                        part.to()))
            .toList());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static FraudDraft fraud(FraudTerms fraud) {
    Map<String, @Nullable SignalDraft> signals = new TreeMap<>();
    fraud
        .signals()
        .forEach(
            (id, signal) ->
                signals.put(
                    id,
                    new SignalDraft(
                        signal.mode() == null ? null : word(signal.mode()),
                        signal.points(),
                        new TreeMap<>(signal.thresholds()))));
    return new FraudDraft(fraud.monitored(), fraud.reviewFrom(), fraud.rejectFrom(), signals);
  }
}
