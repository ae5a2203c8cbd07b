package io.tributary.reporting.performance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversion adds to the figures.
 *
 * @param revision of the newest decision, 0 before the first
 * @param sale null while it adds nothing: not decided yet, superseded, or rejected
 * @param refunded minor units that went back to the customer so far
 */
public record CountedConversion(ConversionId id, int revision, @Nullable Sale sale, long refunded) {

  /**
   * A conversion that counts.
   *
   * @param shares in the order of the touches; one without an affiliate when nobody is credited
   */
  public record Sale(CampaignId campaign, LocalDate day, Money amount, List<Share> shares) {

    public Sale {
      shares = List.copyOf(shares);
    }
  }

  /** A conversion nothing is known of. */
  public static CountedConversion unknown(ConversionId id) {
    return new CountedConversion(id, 0, null, 0);
  }

  /** What it is after a decision. One that is older than the newest changes nothing. */
  CountedConversion after(Decision decision) {
    return switch (decision) {
      case Attributed attributed ->
          decided(attributed.revision(), sale(attributed.subject(), shares(attributed.credits())));
      case Unattributed unattributed ->
          decided(
              unattributed.revision(),
              sale(unattributed.subject(), List.of(new Share(null, Attributed.WHOLE_PPM))));
      case Rejected rejected -> decided(rejected.revision(), null);
      case Superseded superseded ->
          superseded.revision() == revision
              ? new CountedConversion(id, revision, null, refunded)
              : this;
      case Duplicate duplicate -> this;
      case Refunded refund ->
          new CountedConversion(
              id, revision, sale, Math.max(refunded, refund.refundedSoFar().minor()));
    };
  }

  /** Adds what it counts for. */
  void addTo(FigureSums sums, TenantId tenant) {
    add(sums, tenant, false);
  }

  /** Takes away what it counts for. */
  void takeFrom(FigureSums sums, TenantId tenant) {
    add(sums, tenant, true);
  }

  private void add(FigureSums sums, TenantId tenant, boolean negated) {
    Sale counted = sale;
    if (counted == null) {
      return;
    }
    List<Long> amounts = Share.split(counted.amount.minor(), counted.shares);
    List<Long> refunds = Share.split(refunded, counted.shares);
    for (int i = 0; i < counted.shares.size(); i++) {
      Share share = counted.shares.get(i);
      Figures figures = Figures.ofConversion(share.ppm(), amounts.get(i), refunds.get(i));
      sums.add(
          new FigureKey(
              tenant, counted.day, counted.campaign, share.affiliate(), counted.amount.currency()),
          negated ? figures.negated() : figures);
    }
  }

  private CountedConversion decided(int newRevision, @Nullable Sale newSale) {
    return newRevision < revision
        ? this
        : new CountedConversion(id, newRevision, newSale, refunded);
  }

  private static Sale sale(Subject subject, List<Share> shares) {
    return new Sale(
        subject.campaignId(), FigureKey.dayOf(subject.occurredAt()), subject.amount(), shares);
  }

  private static List<Share> shares(List<Credit> credits) {
    return credits.stream()
        .collect(groupingBy(Credit::affiliateId, LinkedHashMap::new, summingInt(Credit::ppm)))
        .entrySet()
        .stream()
        .map(share -> new Share(share.getKey(), share.getValue()))
        .toList();
  }
}
