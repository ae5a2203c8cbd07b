package io.tributary.attribution.journey;

import io.tributary.attribution.journey.AttributionDecision.Credited;
import io.tributary.attribution.journey.AttributionDecision.Nobody;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.AttributionDecision.Refused;
import io.tributary.attribution.journey.AttributionDecision.Wait;
import io.tributary.attribution.journey.Programme.Partnership;
import io.tributary.attribution.model.Weighed;
import io.tributary.attribution.model.Weights;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.ModelParameters;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.Compilation;
import io.tributary.rule.CompiledRule;
import io.tributary.rule.ConversionFacts;
import io.tributary.rule.CouponVerdict;
import io.tributary.rule.RuleKind;
import io.tributary.rule.TouchFacts;
import io.tributary.rule.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who earned a conversion, and why.
 *
 * <p>A touch counts when {@code 0 <= conversion time - touch time <= window}, to the millisecond of
 * event time, and when its affiliate earns in the campaign. Its window is the one in force when it
 * happened, so that nobody loses afterwards what was promised; everything else goes by the terms in
 * force when the conversion happened. Of the touches that count, {@code last_click} credits the
 * latest click, or the latest impression where there is no click; {@code first} the earliest touch;
 * {@code linear} all of them alike.
 */
public final class Attribution {

  /** A live event that comes later than this after it happened does not move money by itself. */
  public static final Duration LATE_AFTER = Duration.ofDays(3);

  /** Touches that a trace tells one by one; older ones are told by their number. */
  static final int MAX_TRACED_TOUCHES = 50;

  /** Reasons of a rejected conversion, by what made its touches invalid. */
  private static final Map<String, String> REASONS =
      Map.of(
          Touch.FRAUD,
          "fraud",
          "prefetch",
          "fraud",
          "capped",
          "cap_reached",
          "targeting",
          "targeting",
          "affiliate_inactive",
          "membership_inactive",
          "membership_inactive",
          "membership_inactive");

  private final ConversionReceived conversion;
  private final Evidence evidence;
  private final Journey journey;
  private final Programme programme;
  private final Patience patience;
  private final List<TraceStep> trace = new ArrayList<>();
  private int termsVersion;

  private Attribution(
      ConversionReceived conversion, Evidence evidence, Programme programme, Patience patience) {
    this.conversion = conversion;
    this.evidence = evidence;
    this.journey = evidence.journey();
    this.programme = programme;
    this.patience = patience;
  }

  /**
   * Decides about one report of a conversion.
   *
   * @param patience whether {@link Wait} is an answer
   */
  public static AttributionDecision decide(
      ConversionReceived conversion, Evidence evidence, Programme programme, Patience patience) {
    return new Attribution(conversion, evidence, programme, patience).decide();
  }

  private AttributionDecision decide() {
    Duration delay = Duration.between(conversion.occurredAt(), conversion.receivedAt());
    if (!conversion.backfilled() && delay.compareTo(LATE_AFTER) > 0) {
      say(
          "time",
          "late",
          "The conversion was reported %s after it happened; more than %s needs a review."
              .formatted(Words.of(delay), Words.of(LATE_AFTER)),
          Map.of("delay", delay.toString()));
      return refused("late_event");
    }
    CampaignSnapshot campaign = programme.campaign(conversion.tenantId(), conversion.campaignId());
    if (campaign == null) {
      if (patience == Patience.CAN_WAIT) {
        return new Wait(Wait.For.CAMPAIGN);
      }
      say(
          "campaign",
          "unknown",
          "There is no campaign %s.".formatted(conversion.campaignId()),
          Map.of("campaign_id", conversion.campaignId().value()));
      return refused("unknown_campaign");
    }
    return decide(campaign);
  }

  private AttributionDecision decide(CampaignSnapshot campaign) {
    String named = conversion.clickId();
    boolean seen = named != null && journey.hasClick(named);
    if (named != null && !seen && patience == Patience.CAN_WAIT) {
      return new Wait(Wait.For.CLICK);
    }
    TermsVersion terms = campaign.termsAt(conversion.occurredAt());
    termsVersion = terms.version();
    traceKey(seen);
    List<Touch> touches =
        journey.touches().stream()
            .filter(touch -> touch.campaignId().equals(conversion.campaignId()))
            .toList();
    List<Duration> atLeast = windows(terms.rules(), touches);
    List<Assessed> candidates = new ArrayList<>();
    for (int i = 0; i < touches.size(); i++) {
      Assessed assessed = assess(touches.get(i), campaign, atLeast.get(i));
      if (assessed.finding() == Finding.PARTNER_UNKNOWN && patience == Patience.CAN_WAIT) {
        return new Wait(Wait.For.PARTNERSHIP);
      }
      candidates.add(assessed);
    }
    traceCandidates(candidates, terms.terms());
    List<Touch> counting =
        candidates.stream()
            .filter(assessed -> assessed.finding() == Finding.COUNTS)
            .map(Assessed::touch)
            .toList();
    return matched(terms, candidates, counting, seen);
  }

  /** How long each touch counts at least, by the campaign's rules. */
  private List<Duration> windows(List<AttributionRule> rules, List<Touch> touches) {
    if (rules.isEmpty() || touches.isEmpty()) {
      return Collections.nCopies(touches.size(), Duration.ZERO);
    }
    AttributionRules.Windows windows =
        programme.rules().windows(rules, facts(touches), conversionFacts());
    trace.addAll(windows.trace());
    return windows.atLeast();
  }

  /** Which touches are left by the campaign's rules, and what they make of the coupon. */
  private Selected select(
      List<AttributionRule> rules, List<Touch> counting, @Nullable CouponSnapshot coupon) {
    if (rules.isEmpty() || counting.isEmpty()) {
      return new Selected(counting, new CouponVerdict.Open());
    }
    AttributionRules.Selection selection =
        programme
            .rules()
            .select(
                rules,
                facts(counting),
                conversionFacts(),
                coupon == null ? null : coupon.affiliateId());
    trace.addAll(selection.trace());
    return new Selected(selection.left().stream().map(counting::get).toList(), selection.coupon());
  }

  private record Selected(List<Touch> left, CouponVerdict coupon) {}

  private List<TouchFacts> facts(List<Touch> touches) {
    return RuleFacts.of(touches, conversion, journey);
  }

  private ConversionFacts conversionFacts() {
    return RuleFacts.of(conversion, journey, earlier());
  }

  private List<Earlier> earlier() {
    return evidence.earlier().stream().filter(one -> one.isBefore(conversion)).toList();
  }

  /** By the surest key that leads to somebody who earns. */
  private AttributionDecision matched(
      TermsVersion version, List<Assessed> candidates, List<Touch> counting, boolean seen) {
    AttributionTerms terms = version.terms();
    CouponSnapshot coupon = coupon(terms);
    Selected selected = select(version.rules(), counting, coupon);
    List<Touch> left = selected.left();
    boolean couponWins =
        switch (selected.coupon()) {
          case CouponVerdict.Open() -> coupon != null && comesFirst(coupon, terms);
          case CouponVerdict.Wins wins -> true;
          case CouponVerdict.Aside() -> false;
          case CouponVerdict.Shares shares -> false;
        };
    if (coupon != null && couponWins) {
      return byCoupon(coupon, terms);
    }
    Binding binding = binding();
    if (binding != null && binding.isLocked(terms.matching(), conversion.occurredAt())) {
      return bound(binding, terms, "locked", "The customer stays with the affiliate that won it.");
    }
    boolean byTheirs = left.stream().noneMatch(this::isOwn);
    MatchKey key = seen ? MatchKey.CLICK_ID : byTheirs ? evidence.othersKey() : MatchKey.VISITOR;
    if (!left.isEmpty() && key != MatchKey.EMAIL_HASH) {
      return credited(left, version, key, selected.coupon());
    }
    if (binding != null) {
      return bound(
          binding, terms, "followed", "No touch counts; the sale follows the customer's binding.");
    }
    if (coupon != null && !(selected.coupon() instanceof CouponVerdict.Aside)) {
      return byCoupon(coupon, terms);
    }
    return left.isEmpty() ? nobody(candidates) : credited(left, version, key, selected.coupon());
  }

  private static boolean comesFirst(CouponSnapshot coupon, AttributionTerms terms) {
    return coupon.exclusive() || terms.matching().couponFirst();
  }

  private boolean isOwn(Touch touch) {
    return evidence.own().touches().stream().anyMatch(own -> own.eventId().equals(touch.eventId()));
  }

  /** The coupon that can credit its affiliate; the trace tells of one that cannot. */
  private @Nullable CouponSnapshot coupon(AttributionTerms terms) {
    String code = conversion.coupon();
    if (code == null) {
      return null;
    }
    CouponSnapshot coupon = programme.coupon(conversion.campaignId(), code);
    if (coupon == null) {
      say(
          "coupon",
          "unknown",
          "The conversion used a coupon that belongs to no affiliate of the campaign.",
          Map.of("coupon", code));
      return null;
    }
    Map<String, String> data = Map.of("coupon", code, "affiliate_id", coupon.affiliateId().value());
    if (!coupon.isValidAt(conversion.occurredAt())) {
      say(
          "coupon",
          "not_valid",
          "The conversion used an affiliate's coupon that was not valid at the time.",
          data);
      return null;
    }
    if (partnership(coupon.affiliateId()) != Partnership.APPROVED) {
      say(
          "coupon",
          "affiliate_not_approved",
          "The conversion used the coupon of an affiliate that is not approved in the campaign.",
          data);
      return null;
    }
    say(
        "coupon",
        "known",
        comesFirst(coupon, terms)
            ? "The conversion used the coupon of an affiliate, which comes before all touches."
            : "The conversion used the coupon of an affiliate; touches come before it.",
        data);
    return coupon;
  }

  private @Nullable Binding binding() {
    Binding binding = evidence.binding();
    return binding != null && partnership(binding.credit().affiliateId()) == Partnership.APPROVED
        ? binding
        : null;
  }

  private Partnership partnership(AffiliateId affiliate) {
    return programme.partnership(conversion.campaignId(), affiliate);
  }

  private Credited byCoupon(CouponSnapshot coupon, AttributionTerms terms) {
    return whole(byCoupon(coupon.affiliateId(), Attributed.WHOLE_PPM), terms, MatchKey.COUPON);
  }

  private Credit byCoupon(AffiliateId owner, int ppm) {
    return new Credit(owner, null, null, Credit.Touch.COUPON, conversion.occurredAt(), ppm);
  }

  private Credited bound(Binding binding, AttributionTerms terms, String outcome, String text) {
    Credit credit = binding.credit();
    say(
        "binding",
        outcome,
        text,
        Map.of(
            "affiliate_id", credit.affiliateId().value(),
            "bound_at", binding.boundAt().toString()));
    return whole(credit, terms, MatchKey.CUSTOMER);
  }

  private Credited whole(Credit credit, AttributionTerms terms, MatchKey key) {
    traceCredits(List.of(credit));
    return new Credited(terms.model(), List.of(credit), decidedAt(), key, termsVersion, trace);
  }

  private void traceKey(boolean seen) {
    String named = conversion.clickId();
    if (named == null) {
      say(
          "key",
          "visitor",
          "The conversion came with a visitor and without a click id; the visitor's touches are"
              + " looked at.",
          Map.of("visitor_id", conversion.visitorId()));
    } else if (seen) {
      say(
          "key",
          "click_id",
          "The conversion named a click that is known; all touches of its visitor are looked at.",
          Map.of("click_id", named, "visitor_id", conversion.visitorId()));
    } else {
      say(
          "key",
          "click_unseen",
          "The conversion named a click that has not arrived; the touches known of its visitor are"
              + " looked at.",
          Map.of("click_id", named, "visitor_id", conversion.visitorId()));
    }
    if (journey.forgotten() > 0) {
      say(
          "journey",
          "shortened",
          "The visitor has more than %d touches; %d of them are no longer kept."
              .formatted(Journey.MAX_TOUCHES, journey.forgotten()),
          Map.of("forgotten", Integer.toString(journey.forgotten())));
    }
  }

  private Assessed assess(Touch touch, CampaignSnapshot campaign, Duration atLeast) {
    AttributionTerms terms = campaign.termsAt(touch.occurredAt()).terms();
    Duration age =
        Duration.ofMillis(
            conversion.occurredAt().toEpochMilli() - touch.occurredAt().toEpochMilli());
    Duration usual =
        touch.isClick()
            ? terms.clickWindow(conversion.event())
            : terms.viewWindow(conversion.event());
    Duration window = atLeast.compareTo(usual) > 0 ? atLeast : usual;
    if (age.isNegative()) {
      return new Assessed(touch, age, window, Finding.AFTER_CONVERSION);
    }
    if (!touch.isClick() && window.isZero()) {
      return new Assessed(touch, age, window, Finding.VIEWS_OFF);
    }
    if (age.toMillis() > window.toMillis()) {
      return new Assessed(touch, age, window, Finding.OUTSIDE);
    }
    if (touch.isDuplicate() && repeatsAnother(touch, campaign)) {
      return new Assessed(touch, age, window, Finding.DUPLICATE);
    }
    if (touch.excluded() != null && !touch.isDuplicate()) {
      return new Assessed(touch, age, window, Finding.INVALID);
    }
    Finding finding =
        switch (programme.partnership(touch.campaignId(), touch.affiliateId())) {
          case Partnership.APPROVED -> Finding.COUNTS;
          case Partnership.AFFILIATE_NOT_APPROVED -> Finding.AFFILIATE_NOT_APPROVED;
          case Partnership.MEMBERSHIP_NOT_APPROVED -> Finding.MEMBERSHIP_NOT_APPROVED;
          case Partnership.UNKNOWN -> Finding.PARTNER_UNKNOWN;
        };
    return new Assessed(touch, age, window, finding);
  }

  /**
   * Whether the journey has the touch that this one repeats. It may be another visitor's, of the
   * same address: then this one stands for itself.
   */
  private boolean repeatsAnother(Touch touch, CampaignSnapshot campaign) {
    for (Touch earlier : journey.touches()) {
      if (earlier.equals(touch)) {
        return false;
      }
      boolean valid = earlier.excluded() == null || earlier.isDuplicate();
      Instant until = earlier.occurredAt().plus(campaign.traffic().uniqueFor());
      if (valid
          && earlier.kind() == touch.kind()
          && earlier.linkId().equals(touch.linkId())
          && !touch.occurredAt().isAfter(until)) {
        return true;
      }
    }
    return false;
  }

  private void traceCandidates(List<Assessed> candidates, AttributionTerms terms) {
    if (candidates.isEmpty()) {
      say(
          "touch",
          "none",
          "The visitor has no touch of this campaign.",
          Map.of("other_campaigns", Integer.toString(journey.touches().size())));
      return;
    }
    int older = Math.max(0, candidates.size() - MAX_TRACED_TOUCHES);
    if (older > 0) {
      say(
          "touch",
          "not_listed",
          "%d older touches were looked at too.".formatted(older),
          Map.of("click_window", terms.clickWindow().toString()));
    }
    candidates.subList(older, candidates.size()).forEach(this::traceCandidate);
  }

  private void traceCandidate(Assessed candidate) {
    Touch touch = candidate.touch();
    String kind = touch.isClick() ? "click" : "impression";
    String when =
        "The %s came %s before the conversion".formatted(kind, Words.of(candidate.age().abs()));
    String window =
        "the %s window of %s"
            .formatted(touch.isClick() ? "click" : "view", Words.of(candidate.window()));
    String text =
        switch (candidate.finding()) {
          case Finding.COUNTS -> when + ", inside " + window + ".";
          case Finding.OUTSIDE ->
              "%s, %s outside %s."
                  .formatted(when, Words.of(candidate.age().minus(candidate.window())), window);
          case Finding.AFTER_CONVERSION ->
              "The %s came %s after the conversion."
                  .formatted(kind, Words.of(candidate.age().abs()));
          case Finding.DUPLICATE ->
              when + ", inside " + window + "; it repeats an earlier click, which stands for it.";
          case Finding.INVALID ->
              "%s, inside %s; but it was not a valid %s (%s)."
                  .formatted(when, window, kind, touch.excluded());
          case Finding.VIEWS_OFF -> when + "; the campaign does not credit impressions.";
          case Finding.AFFILIATE_NOT_APPROVED ->
              when + ", inside " + window + "; but its affiliate is not approved.";
          case Finding.MEMBERSHIP_NOT_APPROVED ->
              when + ", inside " + window + "; but its affiliate is not approved in the campaign.";
          case Finding.PARTNER_UNKNOWN ->
              when + ", inside " + window + "; but its affiliate is not known in the campaign.";
        };
    say(
        "touch",
        candidate.finding().code,
        text,
        Map.of(
            "event_id", touch.eventId(),
            "kind", kind,
            "affiliate_id", touch.affiliateId().value(),
            "link_id", touch.linkId().value(),
            "touched_at", touch.occurredAt().toString(),
            "age", candidate.age().toString(),
            "window", candidate.window().toString()));
  }

  private AttributionDecision credited(
      List<Touch> counting, TermsVersion version, MatchKey key, CouponVerdict coupon) {
    AttributionTerms terms = version.terms();
    Weighed weighed =
        Models.credit(
            terms,
            counting,
            conversion.occurredAt(),
            reached(),
            () -> formula(terms.parameters().weight(), counting));
    return switch (weighed) {
      case Weighed.Nobody() -> throw new IllegalStateException("touches that count for nothing");
      case Weighed.Credited(List<Integer> ppm, Set<Weights.Flag> flags) -> {
        List<Credit> credits = credits(counting, ppm, version.rules(), coupon);
        traceModel(terms, counting, credits, flags);
        traceCredits(credits);
        yield new Credited(terms.model(), credits, decidedAt(), key, termsVersion, trace);
      }
    };
  }

  /** The model's shares as the campaign's rules leave them. */
  private List<Credit> credits(
      List<Touch> counting, List<Integer> ppm, List<AttributionRule> rules, CouponVerdict coupon) {
    if (rules.isEmpty()) {
      return credits(counting, ppm);
    }
    AttributionRules.Division division =
        programme
            .rules()
            .divide(
                rules,
                facts(counting),
                conversionFacts(),
                ppm.stream().map(Integer::longValue).toList(),
                coupon);
    trace.addAll(division.trace());
    List<Credit> credits = credits(counting, division.ppm());
    if (division.couponPpm() > 0 && coupon instanceof CouponVerdict.Shares shares) {
      credits.add(byCoupon(shares.owner(), division.couponPpm()));
    }
    return credits;
  }

  private static List<Credit> credits(List<Touch> counting, List<Integer> ppm) {
    List<Credit> credits = new ArrayList<>(counting.size());
    for (int i = 0; i < counting.size(); i++) {
      if (ppm.get(i) > 0) {
        credits.add(credit(counting.get(i), ppm.get(i)));
      }
    }
    return credits;
  }

  /** When the person first had conversions of the campaign, by their name. */
  private Map<String, Instant> reached() {
    Map<String, Instant> reached = new HashMap<>();
    for (Earlier one : earlier()) {
      reached.merge(
          one.event(), one.occurredAt(), (known, other) -> other.isBefore(known) ? other : known);
    }
    return reached;
  }

  /** What touches weigh by the campaign's formula; no number where it cannot be calculated. */
  private List<Double> formula(@Nullable String expression, List<Touch> counting) {
    return expression != null
            && programme.engine().compile(RuleKind.WEIGHT, expression)
                instanceof Compilation.Compiled(CompiledRule rule)
        ? programme.engine().weigh(rule, facts(counting), conversionFacts()).stream()
            .map(weight -> weight instanceof Weight.Of(double value) ? value : Double.NaN)
            .toList()
        : Collections.nCopies(counting.size(), Double.NaN);
  }

  private static Credit credit(Touch touch, int ppm) {
    return new Credit(
        touch.affiliateId(),
        touch.linkId(),
        touch.clickId(),
        touch.kind(),
        touch.occurredAt(),
        ppm);
  }

  private void traceModel(
      AttributionTerms terms, List<Touch> counting, List<Credit> credits, Set<Weights.Flag> flags) {
    say(
        "model",
        terms.model().name().toLowerCase(Locale.ROOT),
        flags.contains(Weights.Flag.LINEAR_INSTEAD)
            ? "No touch has a weight by the campaign's model; all %d that count are credited alike."
                .formatted(counting.size())
            : words(terms, counting.size(), credits.getFirst()),
        Map.of(
            "counting", Integer.toString(counting.size()),
            "credited", Integer.toString(credits.size())));
  }

  private static String words(AttributionTerms terms, int counting, Credit first) {
    ModelParameters parameters = terms.parameters();
    return switch (terms.model()) {
      case LAST -> "The campaign credits the last of %d touches that count.".formatted(counting);
      case LAST_CLICK ->
          first.touch() == Credit.Touch.CLICK
              ? "The campaign credits the last click of %d touches that count.".formatted(counting)
              : "The campaign credits the last touch; no click counts, so the last impression has"
                  + " it.";
      case LAST_NON ->
          "The campaign credits the last of %d touches whose source is not set aside."
              .formatted(counting);
      case FIRST -> "The campaign credits the first of %d touches that count.".formatted(counting);
      case LINEAR -> "The campaign credits every touch that counts alike: %d.".formatted(counting);
      case LINEAR_UNIQUE ->
          "The campaign credits every affiliate of %d touches alike, at its first touch."
              .formatted(counting);
      case POSITION ->
          "The campaign credits the first and the last of %d touches, and those between with the"
                  .formatted(counting)
              + " rest.";
      case MILESTONES ->
          "The campaign credits the touches of %d at which the customer came further."
              .formatted(counting);
      case TIME_DECAY ->
          "The campaign credits %d touches, half as much for every %s before the conversion."
              .formatted(
                  counting,
                  Words.of(
                      parameters.halfLife() == null
                          ? ModelParameters.DEFAULT_HALF_LIFE
                          : parameters.halfLife()));
      case POSITION_DECAY ->
          "The campaign credits %d touches, each later one more.".formatted(counting);
      case CUSTOM -> "The campaign credits %d touches by its own formula.".formatted(counting);
      case DATA_DRIVEN ->
          "The campaign credits %d touches by what was learned of their affiliates."
              .formatted(counting);
    };
  }

  private void traceCredits(List<Credit> credits) {
    int older = Math.max(0, credits.size() - MAX_TRACED_TOUCHES);
    credits
        .subList(older, credits.size())
        .forEach(
            credit ->
                say(
                    "credit",
                    "credited",
                    "%s of the conversion for the %s of %s."
                        .formatted(
                            Words.percent(credit.ppm()),
                            credit.touch().name().toLowerCase(Locale.ROOT),
                            credit.touchedAt()),
                    data(credit)));
  }

  private static Map<String, String> data(Credit credit) {
    String affiliate = credit.affiliateId().value();
    String ppm = Integer.toString(credit.ppm());
    return credit.linkId() == null
        ? Map.of("affiliate_id", affiliate, "ppm", ppm)
        : Map.of("affiliate_id", affiliate, "link_id", credit.linkId().value(), "ppm", ppm);
  }

  private AttributionDecision nobody(List<Assessed> candidates) {
    for (Assessed candidate : candidates) {
      if (candidate.finding() == Finding.INVALID) {
        String reason = REASONS.getOrDefault(candidate.touch().excluded(), "campaign_inactive");
        say("result", reason, "Only touches that are not valid led here; nobody earns.", Map.of());
        return refused(reason);
      }
    }
    if (candidates.stream().anyMatch(candidate -> candidate.finding() == Finding.OUTSIDE)) {
      say(
          "result",
          "window_exceeded",
          "Touches led here, but none of them inside its window.",
          Map.of());
      return refused("window_exceeded");
    }
    say("result", "unattributed", "No touch counts; nobody earns.", Map.of());
    return new Nobody(decidedAt(), termsVersion, trace);
  }

  private Refused refused(String reason) {
    return new Refused(reason, decidedAt(), MatchKey.NONE, termsVersion, trace);
  }

  private Instant decidedAt() {
    Instant latest = conversion.receivedAt();
    for (Touch touch : journey.touches()) {
      boolean considered =
          touch.campaignId().equals(conversion.campaignId())
              && !touch.occurredAt().isAfter(conversion.occurredAt());
      if (considered && touch.receivedAt().isAfter(latest)) {
        latest = touch.receivedAt();
      }
    }
    return latest;
  }

  private void say(String step, String outcome, String text, Map<String, String> data) {
    trace.add(new TraceStep(step, outcome, text, data));
  }

  private record Assessed(Touch touch, Duration age, Duration window, Finding finding) {}

  private enum Finding {
    COUNTS("inside"),
    OUTSIDE("outside"),
    AFTER_CONVERSION("after_conversion"),
    DUPLICATE("duplicate"),
    INVALID("invalid"),
    VIEWS_OFF("views_off"),
    AFFILIATE_NOT_APPROVED("affiliate_not_approved"),
    MEMBERSHIP_NOT_APPROVED("membership_not_approved"),
    PARTNER_UNKNOWN("affiliate_unknown");

    private final String code;

    Finding(String code) {
      this.code = code;
    }
  }
}
