package io.tributary.reward.ledger;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The posting table, merchant mode: which accounts an event moves money between, and its key. */
public final class Postings {

  private Postings() {}

  /** E1: Expenses:Commission to Held. */
  public static Posting accrue(
      CommissionId commission, AccrualKey key, CampaignId campaign, Money amount, Instant at) {
    return new Posting(
        PostingEvent.ACCRUE,
        key.text(),
        at,
        null,
        commission,
        null,
        List.of(
            Line.debit(Account.commission(campaign), amount),
            Line.credit(Account.held(key.affiliate()), amount)));
  }

  /** E2: what is left goes from Held back to Expenses:Commission. */
  public static Posting reject(
      CommissionId commission,
      String accrualKey,
      AffiliateId affiliate,
      CampaignId campaign,
      Money left,
      Instant at) {
    return new Posting(
        PostingEvent.REJECT,
        "reject:" + commission,
        at,
        accrualKey,
        commission,
        null,
        List.of(
            Line.debit(Account.held(affiliate), left),
            Line.credit(Account.commission(campaign), left)));
  }

  /** E3: taken back while it is held. */
  public static Posting clawbackHeld(
      CommissionId commission,
      String cause,
      AffiliateId affiliate,
      CampaignId campaign,
      Money amount,
      Instant at) {
    return new Posting(
        PostingEvent.CLAWBACK,
        clawbackKey(cause, commission),
        at,
        null,
        commission,
        null,
        List.of(
            Line.debit(Account.held(affiliate), amount),
            Line.credit(Account.clawback(campaign), amount)));
  }

  /** E4: Held to Available. */
  public static Posting approve(
      CommissionId commission, AffiliateId affiliate, Money left, Instant at) {
    return new Posting(
        PostingEvent.APPROVE,
        "approve:" + commission,
        at,
        null,
        commission,
        null,
        List.of(
            Line.debit(Account.held(affiliate), left),
            Line.credit(Account.available(affiliate), left)));
  }

  /**
   * E11: taken back after approval, from Available as far as it goes, the rest from Receivable.
   *
   * @param available what the affiliate has there
   */
  public static Posting clawbackApproved(
      CommissionId commission,
      String cause,
      AffiliateId affiliate,
      CampaignId campaign,
      Money amount,
      Money available,
      Instant at) {
    long fromAvailable = Math.min(Math.max(available.minor(), 0), amount.minor());
    long owed = Math.subtractExact(amount.minor(), fromAvailable);
    List<Line> lines = new ArrayList<>();
    if (fromAvailable > 0) {
      lines.add(
          Line.debit(Account.available(affiliate), new Money(fromAvailable, amount.currency())));
    }
    if (owed > 0) {
      lines.add(Line.debit(Account.receivable(affiliate), new Money(owed, amount.currency())));
    }
    lines.add(Line.credit(Account.clawback(campaign), amount));
    return new Posting(
        PostingEvent.CLAWBACK, clawbackKey(cause, commission), at, null, commission, null, lines);
  }

  /** E12: Available pays Receivable, before the run reserves. */
  public static Posting recoup(PayoutRunId run, AffiliateId affiliate, Money amount, Instant at) {
    return new Posting(
        PostingEvent.RECOUP,
        "recoup:%s:%s:%s".formatted(run, affiliate, amount.currency()),
        at,
        null,
        null,
        null,
        List.of(
            Line.debit(Account.available(affiliate), amount),
            Line.credit(Account.receivable(affiliate), amount)));
  }

  /** E6: Available, whole, to InFlight, TaxWithheld and Income:PayoutFee. */
  public static Posting reserve(
      PayoutId payout, AffiliateId affiliate, PayoutAmounts amounts, Instant at) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.debit(Account.available(affiliate), amounts.gross()));
    amounts.parts().forEach((account, part) -> lines.add(Line.credit(account, part)));
    return ofPayout(PostingEvent.PAYOUT_RESERVE, payout, ":reserve", at, lines);
  }

  /** E7: InFlight to Assets:Gateway. */
  public static Posting debit(PayoutId payout, String gateway, Money net, Instant at) {
    return ofPayout(
        PostingEvent.PAYOUT_DEBIT,
        payout,
        ":debit",
        at,
        List.of(
            Line.debit(Account.PAYOUT_IN_FLIGHT, net), Line.credit(Account.gateway(gateway), net)));
  }

  /** E7f: undoes E6 whole. */
  public static Posting fail(
      PayoutId payout, AffiliateId affiliate, PayoutAmounts amounts, Instant at) {
    List<Line> lines = new ArrayList<>();
    amounts.parts().forEach((account, part) -> lines.add(Line.debit(account, part)));
    lines.add(Line.credit(Account.available(affiliate), amounts.gross()));
    return ofPayout(PostingEvent.PAYOUT_FAIL, payout, ":fail", at, lines);
  }

  /** E8: Assets:Gateway to Available; tax and fee stay. */
  public static Posting returned(
      PayoutId payout,
      AffiliateId affiliate,
      String gateway,
      String reference,
      Money amount,
      Instant at) {
    return ofPayout(
        PostingEvent.PAYOUT_RETURN,
        payout,
        ":return:" + reference,
        at,
        List.of(
            Line.debit(Account.gateway(gateway), amount),
            Line.credit(Account.available(affiliate), amount)));
  }

  private static Posting ofPayout(
      PostingEvent event, PayoutId payout, String suffix, Instant at, List<Line> lines) {
    return new Posting(event, "payout:" + payout + suffix, at, null, null, payout, lines);
  }

  private static String clawbackKey(String cause, CommissionId commission) {
    return "clawback:%s:%s".formatted(cause, commission);
  }

  /** What an accrual happens once for. */
  public record AccrualKey(
      ConversionId conversion, String ruleVersion, AffiliateId affiliate, int revision) {

    public String text() {
      return "accrue:%s:%s:%s:%d".formatted(conversion, ruleVersion, affiliate, revision);
    }
  }
}
