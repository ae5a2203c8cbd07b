package io.tributary.reward.commission;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.directory.CommissionRule.Effect;
import io.tributary.contract.directory.CommissionRule.Flat;
import io.tributary.contract.directory.CommissionRule.Percentage;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.money.Money;
import io.tributary.rule.Chosen;
import io.tributary.rule.CommissionRules;
import io.tributary.rule.Commissions;
import io.tributary.rule.Facts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the affiliates of a conversion earn.
 *
 * <p>Where one rule decides for all of them, the commission is that of the whole conversion,
 * rounded once and split by credit in the order of the touches; otherwise each affiliate's own rule
 * on the full amount times the credit, rounded once.
 *
 * @param shares of the affiliates that earn, in the order of their first touch
 * @param explanation of the whole, for people
 */
public record Accrual(List<Share> shares, String explanation) {

  public Accrual {
    shares = List.copyOf(shares);
  }

  /**
   * Applies a campaign's rules to a decision.
   *
   * @throws IllegalArgumentException if the deciding rule has a flat amount in another currency
   */
  public static Accrual of(Attributed decision, CampaignSnapshot campaign, CommissionRules rules) {
    Map<AffiliateId, Touched> affiliates = byAffiliate(decision.credits());
    Map<AffiliateId, Chosen> chosen = new LinkedHashMap<>();
    affiliates.forEach(
        (affiliate, touched) ->
            chosen.put(
                affiliate, rules.choose(campaign.rules(), facts(decision, affiliate, touched))));
    Set<CommissionRule> deciding =
        chosen.values().stream()
            .filter(Chosen.Rule.class::isInstance)
            .map(choice -> ((Chosen.Rule) choice).rule())
            .collect(Collectors.toSet());
    boolean same =
        deciding.size() == 1 && chosen.values().stream().allMatch(Chosen.Rule.class::isInstance);
    List<Share> shares =
        same
            ? together(decision, affiliates, chosen, deciding.iterator().next())
            : apart(decision, affiliates, chosen);
    return new Accrual(shares, explanation(chosen, shares));
  }

  private static List<Share> together(
      Attributed decision,
      Map<AffiliateId, Touched> affiliates,
      Map<AffiliateId, Chosen> chosen,
      CommissionRule rule) {
    Money amount = decision.subject().amount();
    Money whole = Commissions.of(rule.then(), amount);
    List<Money> parts =
        Commissions.split(whole, decision.credits().stream().map(Credit::ppm).toList());
    Map<AffiliateId, Money> sums = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      sums.merge(decision.credits().get(i).affiliateId(), parts.get(i), Money::plus);
    }
    List<Share> shares = new ArrayList<>();
    sums.forEach(
        (affiliate, part) -> {
          if (part.minor() > 0) {
            String arithmetic =
                "%s is %s; %s of it, split in the order of the touches, is %s"
                    .formatted(
                        effect(rule.then(), amount),
                        text(whole),
                        percent(ppmOf(affiliates, affiliate)),
                        text(part));
            shares.add(share(affiliate, part, rule, chosen, arithmetic));
          }
        });
    return shares;
  }

  private static List<Share> apart(
      Attributed decision, Map<AffiliateId, Touched> affiliates, Map<AffiliateId, Chosen> chosen) {
    Money amount = decision.subject().amount();
    List<Share> shares = new ArrayList<>();
    chosen.forEach(
        (affiliate, choice) -> {
          switch (choice) {
            case Chosen.Rule(CommissionRule rule, List<String> ignored) -> {
              int ppm = ppmOf(affiliates, affiliate);
              Money part = Commissions.share(rule.then(), amount, ppm);
              if (part.minor() > 0) {
                String arithmetic =
                    "%s times %s is %s"
                        .formatted(effect(rule.then(), amount), percent(ppm), text(part));
                shares.add(share(affiliate, part, rule, chosen, arithmetic));
              }
            }
            case Chosen.None ignored -> {}
          }
        });
    return shares;
  }

  private static Share share(
      AffiliateId affiliate,
      Money part,
      CommissionRule rule,
      Map<AffiliateId, Chosen> chosen,
      String arithmetic) {
    return new Share(
        affiliate,
        part,
        new Commission.RuleRef(rule.ruleId(), rule.version(), rule.name()),
        sentences(chosen, affiliate) + "; " + arithmetic);
  }

  private static Facts facts(Attributed decision, AffiliateId affiliate, Touched touched) {
    return new Facts(
        new Facts.Conversion(
            decision.subject().amount(),
            decision.subject().event(),
            decision.subject().orderId(),
            decision.subject().coupon()),
        affiliate,
        decision.subject().campaignId(),
        new Facts.Credit(touched.ppm(), touched.touch()));
  }

  private static Map<AffiliateId, Touched> byAffiliate(List<Credit> credits) {
    Map<AffiliateId, Touched> affiliates = new LinkedHashMap<>();
    for (Credit credit : credits) {
      affiliates.merge(
          credit.affiliateId(),
          new Touched(credit.ppm(), credit.touch().name().toLowerCase(Locale.ROOT)),
          (first, next) -> new Touched(first.ppm() + next.ppm(), first.touch()));
    }
    return affiliates;
  }

  private static int ppmOf(Map<AffiliateId, Touched> affiliates, AffiliateId affiliate) {
    Touched touched = affiliates.get(affiliate);
    return touched == null ? 0 : touched.ppm();
  }

  private static String explanation(Map<AffiliateId, Chosen> chosen, List<Share> shares) {
    if (!shares.isEmpty()) {
      return shares.stream().map(Share::explanation).distinct().collect(Collectors.joining("\n"));
    }
    return chosen.keySet().stream()
            .map(affiliate -> sentences(chosen, affiliate))
            .distinct()
            .collect(Collectors.joining("\n"))
        + "; nothing is earned";
  }

  private static String sentences(Map<AffiliateId, Chosen> chosen, AffiliateId affiliate) {
    Chosen choice = chosen.get(affiliate);
    return choice == null ? "" : String.join("; ", choice.explanation());
  }

  private static String effect(Effect effect, Money amount) {
    return switch (effect) {
      case Percentage(long ppm) -> percent(ppm) + " of " + text(amount);
      case Flat(Money flat) -> "the flat amount " + text(flat);
    };
  }

  private static String percent(long ppm) {
    return BigDecimal.valueOf(ppm, 4).stripTrailingZeros().toPlainString() + " %";
  }

  private static String text(Money money) {
    return money.currency() + " " + money.toDecimal();
  }

  /** What an affiliate has of a conversion: all its credits together, and how it began. */
  private record Touched(int ppm, String touch) {}
}
