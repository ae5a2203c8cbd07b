package io.tributary.tracking.click;

import io.tributary.contract.tracking.Placement;
import io.tributary.tracking.click.ParameterNames.Meaning;
import io.tributary.tracking.click.ParameterNames.Slot;
import io.tributary.tracking.text.QueryString;
import io.tributary.tracking.text.Text;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a click's address, read once. Of a repeated name the first value counts, and
 * this product's own name before another system's.
 */
public final class ClickParameters {

  /** Of an ad network's click id, in characters; more is cut off. */
  public static final int MAX_AD_ID = 512;

  private static final String[] SUB_NAMES = {
    "sub1", "sub2", "sub3", "sub4", "sub5", "sub6", "sub7", "sub8", "sub9", "sub10"
  };

  private final Map<Slot, String> singles = new EnumMap<>(Slot.class);
  private final Set<Slot> ownSingles = EnumSet.noneOf(Slot.class);
  private final @Nullable String[] subs = new @Nullable String[ParameterNames.SUBS];
  private int ownSubs;
  private @Nullable Map<String, String> adIds;
  private @Nullable Map<String, String> utm;
  private @Nullable Map<String, String> ext;

  private ClickParameters() {}

  /**
   * The parameters of a query string.
   *
   * @param query as sent; null without one
   */
  public static ClickParameters of(@Nullable String query) {
    ClickParameters parameters = new ClickParameters();
    QueryString.read(query, parameters::take);
    return parameters;
  }

  /** Only the labels. */
  public static ClickParameters ofLabels(Labels labels) {
    ClickParameters parameters = new ClickParameters();
    labels.subs().forEach(parameters::take);
    parameters.put(Slot.SOURCE, labels.source());
    parameters.put(Slot.AFFILIATE_CLICK_ID, labels.affiliateClickId());
    return parameters;
  }

  private void put(Slot slot, @Nullable String value) {
    if (value != null) {
      singles.put(slot, value);
    }
  }

  /** A sub id, from 1 to 10. */
  public @Nullable String sub(int number) {
    return subs[number - 1];
  }

  /** All sub ids that were sent, by name. */
  public Map<String, String> subs() {
    Map<String, String> sent = null;
    for (int i = 0; i < subs.length; i++) {
      String value = subs[i];
      if (value != null) {
        sent = sent == null ? new HashMap<>() : sent;
        sent.put(SUB_NAMES[i], value);
      }
    }
    return sent == null ? Map.of() : sent;
  }

  /** The click id of an ad network, by the network's name for it. */
  public @Nullable String adId(String network) {
    return adIds == null ? null : adIds.get(network);
  }

  public @Nullable String source() {
    return single(Slot.SOURCE);
  }

  public @Nullable String affiliateClickId() {
    return single(Slot.AFFILIATE_CLICK_ID);
  }

  public @Nullable String creativeId() {
    return single(Slot.CREATIVE_ID);
  }

  /** The landing page that is asked for. */
  public @Nullable String urlId() {
    return single(Slot.URL_ID);
  }

  /** The page of the advertiser that is asked for instead, as sent. */
  public @Nullable String deepLink() {
    return single(Slot.DEEP_LINK);
  }

  public boolean noTrack() {
    return "1".equals(single(Slot.NO_TRACK));
  }

  public @Nullable String consent() {
    return single(Slot.CONSENT);
  }

  public @Nullable String gdpr() {
    return single(Slot.GDPR);
  }

  public @Nullable String gdprConsent() {
    return single(Slot.GDPR_CONSENT);
  }

  public @Nullable String gcs() {
    return single(Slot.GCS);
  }

  /** The code of the link, where it is not in the path. */
  public @Nullable String code() {
    return single(Slot.CODE);
  }

  /** The campaign's id, where no code is sent. */
  public @Nullable String campaign() {
    return single(Slot.CAMPAIGN);
  }

  /** The affiliate's id, where no code is sent. */
  public @Nullable String affiliate() {
    return single(Slot.AFFILIATE);
  }

  /**
   * Where the link was shown.
   *
   * @param chosenUrlId the landing page that the click leads to; null for the campaign's own
   * @param diverted why and where the visitor was led elsewhere; empty when it was not
   */
  public Placement placement(@Nullable String chosenUrlId, Map<String, String> diverted) {
    Map<String, String> others = ext;
    if (!diverted.isEmpty()) {
      others = others == null ? new HashMap<>() : others;
      others.putAll(diverted);
    }
    if (chosenUrlId == null
        && creativeId() == null
        && adIds == null
        && utm == null
        && others == null) {
      return Placement.NONE;
    }
    return new Placement(
        chosenUrlId, creativeId(), orEmpty(adIds), orEmpty(utm), orEmpty(others), false);
  }

  private void take(String name, String sent) {
    Meaning meaning = sent.isEmpty() ? null : ParameterNames.of(name);
    switch (meaning) {
      case null -> {
        // Empty, or for the advertiser's page only.
      }
      case Meaning.Single(Slot slot, boolean own) -> single(slot, own, sent);
      case Meaning.Sub(int index, boolean own, boolean alsoClickId) -> {
        sub(index, own, sent);
        if (alsoClickId) {
          single(Slot.AFFILIATE_CLICK_ID, false, sent);
        }
      }
      case Meaning.AdId(String network) -> adIds = with(adIds, network, sent, MAX_AD_ID);
      case Meaning.Utm(String part) -> utm = with(utm, part, sent, Labels.MAX_LENGTH);
      case Meaning.Other(String other) -> ext = with(ext, other, sent, Labels.MAX_LENGTH);
    }
  }

  private @Nullable String single(Slot slot) {
    return singles.get(slot);
  }

  private void single(Slot slot, boolean own, String sent) {
    if (ownSingles.contains(slot) || (!own && singles.containsKey(slot))) {
      return;
    }
    // A deep link is judged as it was sent, and a consent string can be long.
    String value =
        slot == Slot.DEEP_LINK || slot == Slot.GDPR_CONSENT
            ? sent
            : Text.clean(sent, Labels.MAX_LENGTH);
    if (value != null) {
      singles.put(slot, value);
      if (own) {
        ownSingles.add(slot);
      }
    }
  }

  private void sub(int index, boolean own, String sent) {
    int bit = 1 << index;
    if ((ownSubs & bit) != 0 || (!own && subs[index] != null)) {
      return;
    }
    String value = Text.clean(sent, Labels.MAX_LENGTH);
    if (value != null) {
      subs[index] = value;
      ownSubs |= own ? bit : 0;
    }
  }

  private static @Nullable Map<String, String> with(
      @Nullable Map<String, String> values, String name, String sent, int max) {
    String value = Text.clean(sent, max);
    if (value == null) {
      return values;
    }
    Map<String, String> grown = values == null ? new HashMap<>() : values;
    grown.putIfAbsent(name, value);
    return grown;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> values) {
    return values == null ? Map.of() : values;
  }
}
