package io.tributary.tracking.conversion;

import static io.tributary.tracking.conversion.Dialect.Answer.IMAGE;
import static io.tributary.tracking.conversion.Dialect.Answer.OK;
import static io.tributary.tracking.conversion.Dialect.Answer.SCRIPT;
import static io.tributary.tracking.conversion.Dialect.Answer.SUCCESS;
import static io.tributary.tracking.conversion.Meaning.APPROVED;
import static io.tributary.tracking.conversion.Meaning.HOLD;
import static io.tributary.tracking.conversion.Meaning.IGNORED;
import static io.tributary.tracking.conversion.Meaning.PENDING;
import static io.tributary.tracking.conversion.Meaning.REJECTED;

import io.tributary.tracking.input.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The systems whose postbacks are understood, one declaration each. In trackers' dialects {@code
 * payout} is what the tracker's owner receives, which is the revenue here.
 */
public final class Dialects {

  /** The product's own names, which every dialect leaves in force where it does not use them. */
  static final List<Member> OWN =
      List.of(
          Member.CAMPAIGN_ID,
          Member.CLICK_ID,
          Member.ORDER_ID,
          Member.EVENT,
          Member.AMOUNT,
          Member.CURRENCY,
          Member.STATUS,
          Member.REASON,
          Member.COUPON,
          Member.CUSTOMER_ID,
          Member.EMAIL,
          Member.PAYOUT,
          Member.REVENUE,
          Member.ADV1,
          Member.ADV2,
          Member.ADV3,
          Member.ADV4,
          Member.ADV5);

  /** Names of the postback token. */
  static final List<String> TOKENS =
      List.of("token", "secure", "verification_token", "security_token", "upd_key", "key");

  /** Words that systems share, for a system that has none of its own. */
  static final Map<String, Meaning> SHARED_STATUSES =
      Map.ofEntries(
          Map.entry("approved", APPROVED),
          Map.entry("accepted", APPROVED),
          Map.entry("confirmed", APPROVED),
          Map.entry("sale", APPROVED),
          Map.entry("rebill", APPROVED),
          Map.entry("1", APPROVED),
          Map.entry("pending", PENDING),
          Map.entry("lead", PENDING),
          Map.entry("2", PENDING),
          Map.entry("hold", HOLD),
          Map.entry("5", HOLD),
          Map.entry("rejected", REJECTED),
          Map.entry("declined", REJECTED),
          Map.entry("trash", REJECTED),
          Map.entry("reversed", REJECTED),
          Map.entry("canceled", REJECTED),
          Map.entry("3", REJECTED));

  /** The product's own, with the names that systems share. */
  public static final Dialect GENERIC =
      Dialect.named("generic")
          .reads(
              Member.CLICK_ID,
              "click_id",
              "clickid",
              "cid",
              "subid",
              "sub_id",
              "irclickid",
              "dub_id",
              "reqid",
              "cnv_id")
          .reads(
              Member.ORDER_ID,
              "order_id",
              "txn_id",
              "txid",
              "txn",
              "invoice_id",
              "action_id",
              "orderid",
              "external_id")
          .readsTransaction("transaction_id", "tid")
          .reads(Member.AMOUNT, "amount", "sale_amount", "sum", "total")
          .reads(Member.PAYOUT, "payout", "ap")
          .reads(
              Member.EVENT, "event", "goal", "goal_id", "goal_value", "et", "e", "type", "event_id")
          .reads(Member.STATUS, "status", "cnv_status")
          .reads(Member.CURRENCY, "currency", "cnv_currency")
          .reads(Member.COUPON, "coupon", "coupon_code", "promo_code", "PromoCode")
          .reads(
              Member.CUSTOMER_ID,
              "customer_id",
              "user_id",
              "customer_external_id",
              "CustomerId",
              "uid")
          .reads(Member.TOKEN, TOKENS.toArray(String[]::new))
          .numbers("custom_field", 15)
          .numbers("param", 5)
          .keeps("parameters")
          .answers("return", Map.of("ok", OK))
          .build();

  private static final Dialect TUNE =
      Dialect.named("tune")
          .at("/aff_lsr", "/aff_goal")
          .reads(Member.CLICK_ID, "transaction_id")
          .reads(Member.ORDER_ID, "adv_sub")
          .reads(Member.EVENT, "goal_id", "goal_name")
          .reads(Member.AMOUNT, "amount")
          .reads(Member.ADV2, "adv_sub2")
          .reads(Member.ADV3, "adv_sub3")
          .reads(Member.ADV4, "adv_sub4")
          .reads(Member.ADV5, "adv_sub5")
          .keeps("offer_id")
          .status(APPROVED, "approved")
          .status(PENDING, "pending")
          .status(REJECTED, "rejected")
          .build();

  private static final Dialect EVERFLOW =
      Dialect.named("everflow")
          .at("/")
          .reads(Member.CLICK_ID, "transaction_id")
          .reads(Member.ORDER_ID, "order_id")
          .reads(Member.EVENT, "event_id")
          .reads(Member.AMOUNT, "amount")
          .reads(Member.COUPON, "coupon_code")
          .reads(Member.CUSTOMER_ID, "user_id")
          .reads(Member.TOKEN, "verification_token")
          .keeps("nid", "offer_id", "aid", "parameters")
          .status(APPROVED, "approved")
          .status(PENDING, "pending")
          .status(HOLD, "on hold", "on_hold")
          .status(REJECTED, "rejected")
          .build();

  private static final Dialect VOLUUM =
      Dialect.named("voluum")
          .at("/postback")
          .reads(Member.CLICK_ID, "cid")
          .reads(Member.ORDER_ID, "txid")
          .reads(Member.EVENT, "et")
          .reads(Member.REVENUE, "payout")
          .reads(Member.CURRENCY, "currency")
          .numbers("param", 5)
          .build();

  private static final Dialect KEITARO =
      Dialect.named("keitaro")
          .at("/{key}/postback")
          .reads(Member.CLICK_ID, "subid")
          .reads(Member.ORDER_ID, "tid")
          .reads(Member.REVENUE, "payout")
          .reads(Member.CURRENCY, "currency")
          .reads(Member.STATUS, "status")
          .keeps("cost")
          .keeps(numbered("sub_id_", 15))
          .statusList(APPROVED, "sale_status")
          .statusList(PENDING, "lead_status")
          .statusList(REJECTED, "rejected_status")
          .statusList(IGNORED, "ignore_status")
          .status(APPROVED, "sale", "rebill", "approved")
          .status(PENDING, "lead", "pending")
          .status(REJECTED, "rejected", "trash")
          .answers("return", Map.of("ok", OK))
          .build();

  private static final Dialect BINOM =
      Dialect.named("binom")
          .at("/click.php")
          .reads(Member.CLICK_ID, "cnv_id")
          .reads(Member.REVENUE, "payout")
          .reads(Member.CURRENCY, "cnv_currency")
          .reads(Member.STATUS, "cnv_status")
          .reads(Member.TOKEN, "upd_key")
          .keeps("cnv_status2", "to_offer", "disable_postback")
          .keeps(numbered("event", 30))
          .status(APPROVED, "approved", "sale", "lead", "approve")
          .status(PENDING, "pending")
          .status(HOLD, "hold")
          .status(REJECTED, "rejected", "trash", "reject", "declined")
          .build();

  private static final Dialect CAKE =
      Dialect.named("cake")
          .at("/p.ashx")
          .reads(Member.CLICK_ID, "r", "reqid")
          .reads(Member.ORDER_ID, "t")
          .reads(Member.EVENT, "e")
          .reads(Member.REVENUE, "p")
          .reads(Member.PAYOUT, "ap")
          .keeps("o")
          .answers("f", Map.of("pb", SUCCESS, "js", SCRIPT, "img", IMAGE))
          .build();

  private static final Dialect AFFISE =
      Dialect.named("affise")
          .at("/postback")
          .reads(Member.CLICK_ID, "clickid", "click_id")
          .reads(Member.ORDER_ID, "action_id")
          .reads(Member.EVENT, "goal")
          .reads(Member.AMOUNT, "sum")
          .reads(Member.STATUS, "status")
          .reads(Member.TOKEN, "secure")
          .reads(Member.COUPON, "promo_code")
          .numbers("custom_field", 15)
          .status(APPROVED, "1")
          .status(PENDING, "2")
          .status(REJECTED, "3")
          .status(HOLD, "5")
          .build();

  private static final Dialect SCALEO =
      Dialect.named("scaleo")
          .at("/track/conv", "/track/conv-change", "/track/conv-addchange")
          .reads(Member.CLICK_ID, "click_id")
          .reads(Member.STATUS, "status")
          .reads(Member.TOKEN, "token")
          .status(APPROVED, "approved")
          .status(PENDING, "pending")
          .status(REJECTED, "rejected", "trash")
          .build();

  private static final Dialect TRACKIER =
      Dialect.named("trackier")
          .at("/acquisition", "/postback")
          .reads(Member.CLICK_ID, "click_id")
          .reads(Member.ORDER_ID, "txn_id")
          .reads(Member.EVENT, "goal_value", "goal_id")
          .reads(Member.AMOUNT, "sale_amount")
          .reads(Member.REVENUE, "revenue")
          .reads(Member.CURRENCY, "currency")
          .reads(Member.STATUS, "status")
          .reads(Member.TOKEN, "security_token")
          .keeps(numbered("sub", 15))
          .status(APPROVED, "approved")
          .status(PENDING, "pending")
          .status(HOLD, "extended", "hold")
          .status(REJECTED, "rejected", "cancelled", "canceled")
          .build();

  /** Other systems'. */
  public static final List<Dialect> FOREIGN =
      List.of(TUNE, EVERFLOW, VOLUUM, KEITARO, BINOM, CAKE, AFFISE, SCALEO, TRACKIER);

  private static final String PREFIX = "/compat/";
  private static final String KEY = "/{key}/";
  private static final Map<String, Dialect> BY_NAME = byName();
  private static final Map<String, Dialect> BY_PATH = byPath();

  private Dialects() {}

  /** A vendor's path, and the token that stands in it. */
  public record Found(Dialect dialect, @Nullable String token) {}

  /** The dialect of a request's path; null when no vendor has such a one. */
  public static @Nullable Found atPath(String path) {
    Dialect exact = BY_PATH.get(path);
    if (exact != null) {
      return new Found(exact, null);
    }
    if (!path.startsWith(PREFIX)) {
      return null;
    }
    int vendorEnd = path.indexOf('/', PREFIX.length());
    int keyEnd = vendorEnd < 0 ? -1 : path.indexOf('/', vendorEnd + 1);
    if (keyEnd <= vendorEnd + 1) {
      return null;
    }
    Dialect keyed = BY_PATH.get(path.substring(0, vendorEnd) + KEY + path.substring(keyEnd + 1));
    return keyed == null ? null : new Found(keyed, path.substring(vendorEnd + 1, keyEnd));
  }

  /** The dialect that a campaign's setting names; the product's own when it names none. */
  static Dialect ofSetting(@Nullable String name) {
    return name == null ? GENERIC : BY_NAME.getOrDefault(name, GENERIC);
  }

  /** What a status comes to where the product's own names are used; null when nobody knows it. */
  public static @Nullable Meaning ownMeaning(String status, Map<String, String> ofCampaign) {
    return GENERIC.meaning(status, ofCampaign, Map.of());
  }

  private static Map<String, Dialect> byName() {
    Map<String, Dialect> all = new HashMap<>();
    FOREIGN.forEach(dialect -> all.put(dialect.name(), dialect));
    return Map.copyOf(all);
  }

  private static Map<String, Dialect> byPath() {
    Map<String, Dialect> all = new HashMap<>();
    for (Dialect dialect : FOREIGN) {
      for (String below : dialect.paths()) {
        all.put(PREFIX + dialect.name() + below, dialect);
      }
    }
    return Map.copyOf(all);
  }

  private static String[] numbered(String prefix, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = prefix + (i + 1);
    }
    return names;
  }
}
