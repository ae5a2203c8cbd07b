package io.tributary.rule;

import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionRule.CapShare;
import io.tributary.contract.directory.AttributionRule.CouponWins;
import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.directory.AttributionRule.Exclude;
import io.tributary.contract.directory.AttributionRule.ExtendWindow;
import io.tributary.contract.directory.AttributionRule.Prefer;
import io.tributary.contract.directory.AttributionRule.Reweight;
import io.tributary.contract.directory.AttributionRule.SplitWithCoupon;
import io.tributary.contract.directory.AttributionRule.TouchWins;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.RuleId;
import io.tributary.rule.RuleRound.Answers;
import io.tributary.rule.Shares.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign's attribution rules make of the touches that may share a conversion. Thread-safe.
 *
 * <p>There are three steps, between which the caller does its part: {@link #windows} before it
 * tests the windows, {@link #select} before its model weighs what is left, {@link #divide} after
 * that. Each step tries its own effects' rules in the campaign's order and passes over the others,
 * so that every rule is told of in exactly one trace: as {@code applied}, {@code not_applied}, or
 * {@code failed} where it cannot be evaluated; such a rule does not apply.
 */
public final class AttributionRules {

  /** Rules of a campaign: with 200 touches, 10,000 evaluations for a conversion at most. */
  public static final int MAX_RULES = 50;

  /** Affiliates that a trace step names one by one. */
  private static final int MAX_NAMED_AFFILIATES = 20;

  private static final BigInteger WHOLE = BigInteger.valueOf(Commissions.WHOLE_PPM);

  private final RuleEngine engine;

  public AttributionRules(RuleEngine engine) {
    this.engine = engine;
  }

  /**
   * What the rules say of windows.
   *
   * @param atLeast how long each touch counts at least; zero where the campaign's window is left
   */
  public record Windows(List<Duration> atLeast, List<TraceStep> trace) {

    public Windows {
      atLeast = List.copyOf(atLeast);
      trace = List.copyOf(trace);
    }
  }

  /**
   * Which touches are left. All numbers are places in the list of touches that was given.
   *
   * @param left those that share the conversion, in their order
   * @param excluded those that do not count, by a rule's reason
   * @param passedOver those that would count, were it not for preferred ones
   */
  public record Selection(
      List<Integer> left,
      List<Exclusion> excluded,
      List<Integer> passedOver,
      CouponVerdict coupon,
      List<TraceStep> trace) {

    public Selection {
      left = List.copyOf(left);
      excluded = List.copyOf(excluded);
      passedOver = List.copyOf(passedOver);
      trace = List.copyOf(trace);
    }
  }

  /** A touch that a rule excluded. */
  public record Exclusion(int touch, RuleId ruleId, String reason) {}

  /**
   * Who has how much, in parts per million that sum to exactly 1,000,000.
   *
   * @param ppm of each touch
   * @param couponPpm of the coupon
   */
  public record Division(List<Integer> ppm, int couponPpm, List<TraceStep> trace) {

    public Division {
      ppm = List.copyOf(ppm);
      trace = List.copyOf(trace);
    }
  }

  /** The first step: which touches count for longer than the campaign's windows say. */
  public Windows windows(
      List<AttributionRule> rules, List<TouchFacts> touches, ConversionFacts conversion) {
    RuleRound round = new RuleRound(engine, touches, conversion);
    Duration[] atLeast = new Duration[touches.size()];
    Arrays.fill(atLeast, Duration.ZERO);
    for (AttributionRule rule : rules) {
      if (rule.then() instanceof ExtendWindow window) {
        List<Integer> concerned =
            round.all().stream().filter(i -> length(window, touches.get(i)) != null).toList();
        Answers answers = round.ask(rule, concerned);
        for (int i : answers.taken()) {
          Duration length = length(window, touches.get(i));
          if (length != null && length.compareTo(atLeast[i]) > 0) {
            atLeast[i] = length;
          }
        }
        round.say(rule, answers, "lets", " count for longer (%s)".formatted(words(window)));
      }
    }
    return new Windows(List.of(atLeast), round.trace());
  }

  private static @Nullable Duration length(ExtendWindow window, TouchFacts touch) {
    return touch.isClick() ? window.click() : window.view();
  }

  /**
   * The second step: which touches share the conversion, first by exclusion, then by preference and
   * by the coupon.
   *
   * @param touches those that count by their windows, oldest first
   * @param couponOwner whose coupon the conversion used; null if nobody's
   */
  public Selection select(
      List<AttributionRule> rules,
      List<TouchFacts> touches,
      ConversionFacts conversion,
      @Nullable AffiliateId couponOwner) {
    RuleRound round = new RuleRound(engine, touches, conversion);
    List<Integer> left = new ArrayList<>(round.all());
    List<Exclusion> excluded = new ArrayList<>();
    for (AttributionRule rule : rules) {
      if (rule.then() instanceof Exclude(String reason)) {
        Answers answers = round.ask(rule, left);
        left.removeAll(answers.taken());
        answers.taken().forEach(i -> excluded.add(new Exclusion(i, rule.ruleId(), reason)));
        round.say(rule, answers, "excludes", " (%s)".formatted(reason));
      }
    }
    Set<Integer> passedOver = new LinkedHashSet<>();
    CouponVerdict coupon = new CouponVerdict.Open();
    for (AttributionRule rule : rules) {
      if (rule.then() instanceof Prefer) {
        Answers answers = round.ask(rule, left);
        if (!answers.taken().isEmpty()) {
          left.stream().filter(i -> !answers.taken().contains(i)).forEach(passedOver::add);
          left.retainAll(answers.taken());
        }
        round.say(rule, answers, "prefers", " to others");
      } else if (isAboutCoupon(rule.then())) {
        coupon = coupon(rule, left, couponOwner, coupon, round);
      }
    }
    return new Selection(left, excluded, List.copyOf(passedOver), coupon, round.trace());
  }

  private static boolean isAboutCoupon(Effect effect) {
    return effect instanceof CouponWins
        || effect instanceof TouchWins
        || effect instanceof SplitWithCoupon;
  }

  private static CouponVerdict coupon(
      AttributionRule rule,
      List<Integer> left,
      @Nullable AffiliateId owner,
      CouponVerdict before,
      RuleRound round) {
    if (owner == null) {
      round.notApplied(rule, "is about a coupon, and the conversion has none of an affiliate");
      return before;
    }
    if (!(before instanceof CouponVerdict.Open)) {
      round.notApplied(rule, "comes after another rule that decided about the coupon");
      return before;
    }
    Answers answers = round.ask(rule, left);
    CouponVerdict verdict = before;
    String doing = "leaves the coupon aside because of";
    if (rule.then() instanceof CouponWins) {
      verdict = new CouponVerdict.Wins(owner);
      doing = "gives all to the coupon's affiliate in spite of";
    } else if (rule.then() instanceof TouchWins) {
      verdict = new CouponVerdict.Aside();
    } else if (rule.then() instanceof SplitWithCoupon(int ppm)) {
      verdict = new CouponVerdict.Shares(owner, ppm);
      doing = "gives %s to the coupon's affiliate beside".formatted(percent(ppm));
    }
    round.say(rule, answers, doing, "");
    return answers.taken().isEmpty() ? before : verdict;
  }

  /**
   * The third step: who has how much, by weights that rules multiply and shares that rules cap.
   *
   * @param touches those that share the conversion, oldest first
   * @param weights what the model says of each touch; none negative, one at least above zero unless
   *     the coupon has all
   * @param coupon as it was decided, by a rule or else by the campaign
   */
  public Division divide(
      List<AttributionRule> rules,
      List<TouchFacts> touches,
      ConversionFacts conversion,
      List<Long> weights,
      CouponVerdict coupon) {
    require(touches, weights, coupon);
    RuleRound round = new RuleRound(engine, touches, conversion);
    boolean couponWins = coupon instanceof CouponVerdict.Wins;
    List<BigInteger> exact =
        weights.stream()
            .map(weight -> couponWins ? BigInteger.ZERO : BigInteger.valueOf(weight))
            .toList();
    for (AttributionRule rule : rules) {
      if (rule.then() instanceof Reweight(long ppm)) {
        exact = reweighted(rule, ppm, exact, round);
      }
    }
    List<Integer> sharing = above(exact);
    List<AffiliateId> affiliates =
        new ArrayList<>(touches.stream().map(TouchFacts::affiliateId).toList());
    exact = withCoupon(exact, affiliates, coupon);
    Caps caps = new Caps(Caps.sums(affiliates, exact), Map.of());
    for (AttributionRule rule : rules) {
      if (rule.then() instanceof CapShare(int ppm)) {
        caps = capped(rule, ppm, sharing, caps, round);
      }
    }
    int[] shares = Shares.split(parts(exact, affiliates, caps));
    return new Division(
        IntStream.range(0, touches.size()).mapToObj(i -> shares[i]).toList(),
        IntStream.range(touches.size(), shares.length).map(i -> shares[i]).sum(),
        round.trace());
  }

  private static void require(List<TouchFacts> touches, List<Long> weights, CouponVerdict coupon) {
    if (weights.size() != touches.size() || weights.stream().anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException("a weight for each touch, none below zero");
    }
    if (weights.stream().allMatch(weight -> weight == 0)
        && !(coupon instanceof CouponVerdict.Wins)) {
      throw new IllegalArgumentException("nobody to share the conversion");
    }
  }

  private static List<BigInteger> reweighted(
      AttributionRule rule, long ppm, List<BigInteger> weights, RuleRound round) {
    Answers answers = round.ask(rule, above(weights));
    BigInteger factor = BigInteger.valueOf(ppm);
    List<BigInteger> after = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      after.add(weights.get(i).multiply(answers.taken().contains(i) ? factor : WHOLE));
    }
    if (!answers.taken().isEmpty() && above(after).isEmpty()) {
      round.notApplied(rule, "would leave no touch with a weight");
      return weights;
    }
    round.say(rule, answers, "changes the weight of", " to %s of it".formatted(percent(ppm)));
    return answers.taken().isEmpty() ? weights : after;
  }

  /** With the coupon's weight at the end, and its affiliate. */
  private static List<BigInteger> withCoupon(
      List<BigInteger> weights, List<AffiliateId> affiliates, CouponVerdict coupon) {
    return switch (coupon) {
      case CouponVerdict.Open(), CouponVerdict.Aside() -> weights;
      case CouponVerdict.Wins(AffiliateId owner) -> {
        affiliates.add(owner);
        List<BigInteger> all = new ArrayList<>(weights);
        all.add(BigInteger.ONE);
        yield all;
      }
      case CouponVerdict.Shares(AffiliateId owner, int ppm) -> {
        affiliates.add(owner);
        BigInteger rest = WHOLE.subtract(BigInteger.valueOf(ppm));
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<BigInteger> all = new ArrayList<>(weights);
        all.replaceAll(weight -> weight.multiply(rest));
        all.add(sum.multiply(BigInteger.valueOf(ppm)));
        yield all;
      }
    };
  }

  private static Caps capped(
      AttributionRule rule, int ppm, List<Integer> sharing, Caps before, RuleRound round) {
    Answers answers = round.ask(rule, sharing);
    Set<AffiliateId> concerned =
        answers.taken().stream()
            .map(i -> round.touch(i).affiliateId())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Caps after = before.with(concerned, ppm);
    if (!concerned.isEmpty() && after.worth().isEmpty()) {
      round.notApplied(
          rule,
          before.weights().values().stream().filter(weight -> weight.signum() > 0).count() == 1
              ? "cannot cap the only affiliate that shares the conversion"
              : "would leave a part of the conversion that no affiliate may have");
      return before;
    }
    round.say(
        rule,
        answers,
        "caps %s at %s because of".formatted(shares(concerned, before), percent(ppm)),
        "");
    return concerned.isEmpty() ? before : after;
  }

  private static String shares(Collection<AffiliateId> affiliates, Caps caps) {
    Map<AffiliateId, Part> worth = caps.worth().orElse(Map.of());
    return affiliates.stream()
        .limit(MAX_NAMED_AFFILIATES)
        .map(
            affiliate -> {
              Part each = worth.getOrDefault(affiliate, Part.NOTHING);
              int share = times(caps.weight(affiliate), each).floor();
              return "%s (%s before)".formatted(affiliate.value(), percent(share));
            })
        .collect(Collectors.joining(", "));
  }

  private static List<Part> parts(
      List<BigInteger> weights, List<AffiliateId> affiliates, Caps caps) {
    Map<AffiliateId, Part> worth = caps.worth().orElseThrow();
    return IntStream.range(0, weights.size())
        .mapToObj(i -> times(weights.get(i), worth.getOrDefault(affiliates.get(i), Part.NOTHING)))
        .toList();
  }

  private static Part times(BigInteger weight, Part each) {
    return new Part(weight.multiply(each.numerator()), each.denominator());
  }

  private static List<Integer> above(List<BigInteger> weights) {
    return IntStream.range(0, weights.size())
        .filter(i -> weights.get(i).signum() > 0)
        .boxed()
        .toList();
  }

  private static String words(ExtendWindow window) {
    List<String> words = new ArrayList<>();
    if (window.click() != null) {
      words.add("clicks " + window.click());
    }
    if (window.view() != null) {
      words.add("impressions " + window.view());
    }
    return String.join(", ", words);
  }

  private static String percent(long ppm) {
    return BigDecimal.valueOf(ppm, 4).stripTrailingZeros().toPlainString() + " %";
  }
}
