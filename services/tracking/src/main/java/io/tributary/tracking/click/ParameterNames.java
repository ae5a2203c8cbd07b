package io.tributary.tracking.click;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a click's address mean, by their names here and in other systems. One row
 * per meaning: this product's own name first, then the others.
 */
final class ParameterNames {

  /** Of numbered sub ids, how many have a place of their own. */
  static final int SUBS = 10;

  private static final Map<String, Meaning> MEANINGS = new HashMap<>();

  /** Of what a value is one. */
  enum Slot {
    SOURCE,
    AFFILIATE_CLICK_ID,
    CREATIVE_ID,
    URL_ID,
    DEEP_LINK,
    NO_TRACK,
    CONSENT,
    GDPR,
    GDPR_CONSENT,
    GCS,
    CODE,
    CAMPAIGN,
    AFFILIATE
  }

  /** What a parameter means. */
  sealed interface Meaning {

    /** One value of which there is one per click. */
    record Single(Slot slot, boolean own) implements Meaning {}

    /**
     * A sub id.
     *
     * @param index from 0
     * @param alsoClickId it is the affiliate's click id as well
     */
    record Sub(int index, boolean own, boolean alsoClickId) implements Meaning {}

    /** A click id of an ad network. */
    record AdId(String name) implements Meaning {}

    /** A campaign parameter, its name without {@code utm_}. */
    record Utm(String name) implements Meaning {}

    /** It has no place of its own. */
    record Other(String name) implements Meaning {}
  }

  static {
    single(Slot.SOURCE, "source", "source_id");
    single(Slot.AFFILIATE_CLICK_ID, "aff_click_id", "externalid", "external_id");
    single(Slot.CREATIVE_ID, "creative_id", "creative", "creative_name");
    single(Slot.URL_ID, "url_id", "offer_url_id", "uid", "link_id");
    single(Slot.DEEP_LINK, "url", "deep_link");
    single(Slot.NO_TRACK, "no_track", "dub-no-track");
    single(Slot.CONSENT, "consent");
    single(Slot.GDPR, "gdpr");
    single(Slot.GDPR_CONSENT, "gdpr_consent");
    single(Slot.GCS, "gcs");
    single(Slot.CODE, "code", "t202id");
    single(Slot.CAMPAIGN, "o", "offer_id", "campaign_id");
    single(Slot.AFFILIATE, "a", "aff_id", "pid", "affiliate_id");

    subs(true, "sub", 1, 30); // Everflow, Affise
    MEANINGS.put("aff_sub", new Meaning.Sub(0, false, false)); // TUNE
    subs(false, "aff_sub", 2, 5);
    subs(false, "s", 1, 5); // CAKE
    subs(false, "c", 1, 4); // Prosper202
    subs(false, "sub_id", 1, 5); // Scaleo
    subs(false, "sub_id_", 1, 15); // Keitaro
    subs(false, "t", 1, 30); // Binom
    subs(false, "p", 2, 15); // Trackier
    MEANINGS.put("p1", new Meaning.Sub(0, false, true));

    for (String name :
        new String[] {
          "gclid",
          "gbraid",
          "wbraid",
          "dclid",
          "fbclid",
          "ttclid",
          "msclkid",
          "twclid",
          "li_fat_id",
          "rdclid",
          "rdt_cid",
          "ScCid",
          "epik",
          "yclid",
          "tblci",
          "dicbo",
          "qclid"
        }) {
      MEANINGS.put(name, new Meaning.AdId(name));
    }
    for (String name :
        new String[] {
          "source",
          "medium",
          "campaign",
          "term",
          "content",
          "id",
          "source_platform",
          "creative_format",
          "marketing_tactic"
        }) {
      MEANINGS.put("utm_" + name, new Meaning.Utm(name));
    }
    for (String name :
        new String[] {
          "affiliate_unique1",
          "affiliate_unique2",
          "affiliate_unique3",
          "affiliate_unique4",
          "affiliate_unique5",
          "aff_param1",
          "aff_param2",
          "aff_param3",
          "aff_param4",
          "aff_param5",
          "ext1",
          "ext2",
          "ext3",
          "ref_id",
          "os_id",
          "imp_id",
          "idfa",
          "gaid",
          "sub_source",
          "coupon_code",
          "t202kw"
        }) {
      MEANINGS.put(name, new Meaning.Other(name));
    }
  }

  private ParameterNames() {}

  /** What a name means; null when it means nothing. */
  static @Nullable Meaning of(String name) {
    return MEANINGS.get(name);
  }

  private static void single(Slot slot, String own, String... others) {
    MEANINGS.put(own, new Meaning.Single(slot, true));
    for (String other : others) {
      MEANINGS.put(other, new Meaning.Single(slot, false));
    }
  }

  private static void subs(boolean own, String prefix, int from, int to) {
    for (int number = from; number <= to; number++) {
      MEANINGS.put(
          prefix + number,
          number <= SUBS
              ? new Meaning.Sub(number - 1, own, false)
              : new Meaning.Other("sub" + number));
    }
  }
}
