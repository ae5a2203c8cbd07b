package io.tributary.reward.ledger;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;

/**
 * An account of the chart, in every currency that it is used in.
 *
 * @param code segments of {@code A-Z a-z 0-9 _ -} joined by colons
 */
public record Account(String code, Kind kind, Guard guard) {

  public static final Account PAYOUT_IN_FLIGHT =
      new Account("Liabilities:Payout:InFlight", Kind.LIABILITY, Guard.NO_OVERDRAFT);
  public static final Account TAX_WITHHELD =
      new Account("Liabilities:TaxWithheld:none", Kind.LIABILITY, Guard.NONE);
  public static final Account PAYOUT_FEE = new Account("Income:PayoutFee", Kind.INCOME, Guard.NONE);

  /** What the campaign's commissions cost. */
  public static Account commission(CampaignId campaign) {
    return new Account("Expenses:Commission:" + campaign, Kind.EXPENSE, Guard.NONE);
  }

  /** What came back of them. */
  public static Account clawback(CampaignId campaign) {
    return new Account("Expenses:Commission:" + campaign + ":Clawback", Kind.EXPENSE, Guard.NONE);
  }

  /** Accrued, not yet approved. */
  public static Account held(AffiliateId affiliate) {
    return liability(affiliate, "Held");
  }

  /** Can be paid out. */
  public static Account available(AffiliateId affiliate) {
    return liability(affiliate, "Available");
  }

  /** Kept back of approved commissions for a time. */
  public static Account reserve(AffiliateId affiliate) {
    return liability(affiliate, "Reserve");
  }

  /** What the affiliate owes the tenant. */
  public static Account receivable(AffiliateId affiliate) {
    return new Account(
        "Assets:Affiliate:" + affiliate + ":Receivable", Kind.ASSET, Guard.NO_NEGATIVE);
  }

  /** The money that a gateway keeps for the tenant; below zero is an alert, not a refusal. */
  public static Account gateway(String gateway) {
    return new Account("Assets:Gateway:" + gateway, Kind.ASSET, Guard.NONE);
  }

  private static Account liability(AffiliateId affiliate, String what) {
    return new Account(
        "Liabilities:Affiliate:" + affiliate + ":" + what, Kind.LIABILITY, Guard.NO_OVERDRAFT);
  }

  /** What the balance stands for. */
  public enum Kind {
    ASSET("asset"),
    LIABILITY("liability"),
    INCOME("income"),
    EXPENSE("expense"),
    EQUITY("equity");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Which side may not outgrow the other. */
  public enum Guard {
    NONE("none"),
    NO_OVERDRAFT("debits_must_not_exceed_credits"),
    NO_NEGATIVE("credits_must_not_exceed_debits");

    private final String label;

    Guard(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
