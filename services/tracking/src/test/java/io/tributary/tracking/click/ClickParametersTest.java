package io.tributary.tracking.click;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.tracking.Placement;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickParametersTest {

  /** One line per system: what it sends, and what is understood. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          sub1=a&sub10=j&source=s&aff_click_id=x&creative_id=c&url_id=u | aff_click_id=x creative_id=c source=s sub1=a sub10=j url_id=u
          sub11=k&sub30=z                                               | ext.sub11=k ext.sub30=z
          sub31=q&unknown=1                                             | -
          source=s&aff_sub=a&aff_sub2=b&aff_sub5=e&offer_url_id=7       | source=s sub1=a sub2=b sub5=e url_id=7
          affiliate_unique1=q                                           | ext.affiliate_unique1=q
          source_id=s&sub5=e&uid=7&creative=c&coupon_code=X             | creative_id=c ext.coupon_code=X source=s sub5=e url_id=7
          s1=a&s5=e                                                     | sub1=a sub5=e
          sub1=a&sub8=h&ref_id=r&os_id=o&ext1=e&imp_id=i                | ext.ext1=e ext.imp_id=i ext.os_id=o ext.ref_id=r sub1=a sub8=h
          sub_id1=a&sub_id5=e&aff_param1=p&link_id=7&idfa=i&gaid=g      | ext.aff_param1=p ext.gaid=g ext.idfa=i sub1=a sub5=e url_id=7
          p1=a&p2=b&p15=o&sub_source=q                                  | aff_click_id=a ext.sub15=o ext.sub_source=q sub1=a sub2=b
          sub_id_1=a&sub_id_15=o&external_id=x                          | aff_click_id=x ext.sub15=o sub1=a
          t1=a&t30=z&externalid=x                                       | aff_click_id=x ext.sub30=z sub1=a
          c1=a&c4=d&t202kw=k                                            | ext.t202kw=k sub1=a sub4=d
          gclid=1&fbclid=2&ScCid=3&li_fat_id=4                          | ad.ScCid=3 ad.fbclid=2 ad.gclid=1 ad.li_fat_id=4
          utm_source=n&utm_medium=e&utm_strange=1                       | utm.medium=e utm.source=n
          """)
  void whatOtherSystemsSendIsUnderstood(String query, String understood) {
    Map<String, String> all = new TreeMap<>();
    ClickParameters parameters = ClickParameters.of(query);
    all.putAll(parameters.subs());
    put(all, "source", parameters.source());
    put(all, "aff_click_id", parameters.affiliateClickId());
    put(all, "url_id", parameters.urlId());
    Placement placement = parameters.placement(null, Map.of());
    put(all, "creative_id", placement.creativeId());
    placement.adIds().forEach((name, value) -> all.put("ad." + name, value));
    placement.utm().forEach((name, value) -> all.put("utm." + name, value));
    placement.ext().forEach((name, value) -> all.put("ext." + name, value));
    assertThat(
            String.join(
                " ",
                all.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList()))
        .isEqualTo(understood == null ? "" : understood);
  }

  @ParameterizedTest
  @CsvSource({
    "sub1=own&aff_sub=other, own",
    "aff_sub=other&sub1=own, own",
    "aff_sub=first&s1=second, first",
    "sub1=first&sub1=second, first",
    "sub1=&aff_sub=other, other",
    "sub1=%20&s1=other, other"
  })
  void ourOwnNameCountsBeforeOthersAndTheFirstOfTwo(String query, String sub1) {
    assertThat(ClickParameters.of(query).sub(1)).isEqualTo(sub1);
  }

  @ParameterizedTest
  @CsvSource({
    "o=camp_1&a=aff_1",
    "offer_id=camp_1&aff_id=aff_1",
    "campaign_id=camp_1&affiliate_id=aff_1",
    "offer_id=camp_1&pid=aff_1"
  })
  void campaignAndAffiliateGoByManyNames(String query) {
    ClickParameters parameters = ClickParameters.of(query);
    assertThat(parameters.campaign()).isEqualTo("camp_1");
    assertThat(parameters.affiliate()).isEqualTo("aff_1");
    assertThat(ClickParameters.of("t202id=abc").code()).isEqualTo("abc");
  }

  @Test
  void valuesAreCutCleanedAndLeftOutWhenEmpty() {
    ClickParameters parameters =
        ClickParameters.of(
            "sub1=a%00b%0d%0a&sub2=+&sub10="
                + "x".repeat(999)
                + "&gclid="
                + "g".repeat(999)
                + "&utm_source="
                + "u".repeat(999)
                + "&url="
                + "h".repeat(999));
    assertThat(parameters.subs()).containsOnlyKeys("sub1", "sub10").containsEntry("sub1", "ab");
    assertThat(parameters.sub(10)).hasSize(Labels.MAX_LENGTH);
    Placement placement = parameters.placement(null, Map.of());
    assertThat(placement.adIds().get("gclid")).hasSize(ClickParameters.MAX_AD_ID);
    assertThat(placement.utm().get("source")).hasSize(Labels.MAX_LENGTH);
    assertThat(parameters.deepLink()).hasSize(999);
  }

  @Test
  void withoutAnythingThereIsNoPlacement() {
    assertThat(ClickParameters.of(null).placement(null, Map.of())).isSameAs(Placement.NONE);
    assertThat(ClickParameters.of("sub1=a").placement(null, Map.of())).isSameAs(Placement.NONE);
    assertThat(ClickParameters.of("").subs()).isEmpty();
    assertThat(ClickParameters.of("ext1=e").placement("u", Map.of("diverted_by", "capped")))
        .isEqualTo(
            new Placement(
                "u",
                null,
                Map.of(),
                Map.of(),
                Map.of("ext1", "e", "diverted_by", "capped"),
                false));
  }

  @Test
  void anyQueryIsRead() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "sub1=&%2+source.gclid\u0000é\ud83d";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder query = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        query.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ClickParameters parameters = ClickParameters.of(query.toString());
      assertThat(parameters.subs().values())
          .as("seed %d: %s", seed, query)
          .allSatisfy(value -> assertThat(value).isNotBlank().doesNotContain("\u0000"));
    }
  }

  private static void put(Map<String, String> all, String name, String value) {
    if (value != null) {
      all.put(name, value);
    }
  }
}
