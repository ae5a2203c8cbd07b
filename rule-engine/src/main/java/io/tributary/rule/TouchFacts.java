package io.tributary.rule;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.LinkId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an attribution rule may look at of a touch, as {@code touch}. Texts that are absent read as
 * {@code ""} in an expression.
 *
 * @param eventId names the touch in a trace; an expression cannot see it
 * @param kind {@code touch.kind}
 * @param affiliateId {@code touch.affiliate}
 * @param linkId {@code touch.link}
 * @param age {@code touch.age_ms}: from the touch to the conversion, in milliseconds
 * @param source {@code touch.source}: the affiliate's traffic source
 * @param subs {@code touch.sub1} to {@code touch.sub5}: the affiliate's parameters in their order
 * @param adIds {@code touch.ad_ids}: which ad networks' click ids the link carried, by parameter
 * @param utmMedium {@code touch.utm_medium}
 * @param score {@code touch.score}: what fraud detection made of it, 0 to 100
 * @param verdict {@code touch.verdict}, for example {@code accept}
 * @param sameCustomer {@code touch.same_customer}: its affiliate is the customer
 * @param position {@code touch.position}: its place among the journey's touches, from 1
 * @param of {@code touch.of}: how many touches the journey has
 */
public record TouchFacts(
    String eventId,
    Kind kind,
    AffiliateId affiliateId,
    @Nullable LinkId linkId,
    Duration age,
    @Nullable String source,
    List<String> subs,
    Set<String> adIds,
    @Nullable String utmMedium,
    int score,
    String verdict,
    boolean sameCustomer,
    int position,
    int of) {

  /** Subs that an expression can name; a link has up to ten. */
  public static final int MAX_SUBS = 5;

  private static final Set<String> SEARCH_IDS = Set.of("gclid", "gbraid", "wbraid", "msclkid");
  private static final Set<String> SEARCH_MEDIUMS =
      Set.of("cpc", "ppc", "sem", "paidsearch", "paid_search", "paid-search");

  public TouchFacts {
    subs = List.copyOf(subs.size() > MAX_SUBS ? subs.subList(0, MAX_SUBS) : subs);
    adIds = Set.copyOf(adIds);
  }

  /** What the visitor did. */
  public enum Kind {
    CLICK,
    IMPRESSION
  }

  /**
   * Whether the visit was bought in a search engine, as {@code touch.paid_search}: it carries a
   * search engine's ad id, or its medium says so.
   */
  public boolean paidSearch() {
    return adIds.stream().anyMatch(SEARCH_IDS::contains)
        || (utmMedium != null && SEARCH_MEDIUMS.contains(utmMedium.toLowerCase(Locale.ROOT)));
  }

  boolean isClick() {
    return kind == Kind.CLICK;
  }

  Map<String, Object> variables() {
    return Map.ofEntries(
        Map.entry("kind", isClick() ? "click" : "impression"),
        Map.entry("affiliate", affiliateId.value()),
        Map.entry("link", linkId == null ? "" : linkId.value()),
        Map.entry("age_ms", age.toMillis()),
        Map.entry("source", Facts.text(source)),
        Map.entry("sub1", sub(1)),
        Map.entry("sub2", sub(2)),
        Map.entry("sub3", sub(3)),
        Map.entry("sub4", sub(4)),
        Map.entry("sub5", sub(5)),
        Map.entry("ad_ids", adIds.stream().sorted().toList()),
        Map.entry("utm_medium", Facts.text(utmMedium)),
        Map.entry("paid_search", paidSearch()),
        Map.entry("score", (long) score),
        Map.entry("verdict", verdict),
        Map.entry("same_customer", sameCustomer),
        Map.entry("position", (long) position),
        Map.entry("of", (long) of));
  }

  private String sub(int number) {
    return number > subs.size() ? "" : subs.get(number - 1);
  }
}
