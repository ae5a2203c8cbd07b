package io.tributary.tracking.click;

import static io.tributary.tracking.Sample.affiliate;
import static io.tributary.tracking.Sample.campaign;
import static io.tributary.tracking.Sample.link;
import static io.tributary.tracking.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.Links;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickDecisionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          campaign | affiliate | membership  | decision
          ACTIVE   | APPROVED  | APPROVED    | redirect
          DRAFT    | APPROVED  | APPROVED    | campaign_draft
          PAUSED   | APPROVED  | APPROVED    | campaign_paused
          ARCHIVED | APPROVED  | APPROVED    | campaign_archived
          -        | APPROVED  | APPROVED    | campaign_unknown
          ACTIVE   | PENDING   | APPROVED    | affiliate_inactive
          ACTIVE   | REJECTED  | APPROVED    | affiliate_inactive
          ACTIVE   | BANNED    | APPROVED    | affiliate_inactive
          ACTIVE   | -         | APPROVED    | affiliate_inactive
          ACTIVE   | APPROVED  | PENDING     | membership_inactive
          ACTIVE   | APPROVED  | REJECTED    | membership_inactive
          ACTIVE   | APPROVED  | DEACTIVATED | membership_inactive
          ACTIVE   | APPROVED  | BANNED      | membership_inactive
          ACTIVE   | APPROVED  | -           | membership_inactive
          """,
      useHeadersInDisplayName = true)
  void onlyALinkThatEarnsRedirectsWithAClick(
      CampaignSnapshot.Status campaign,
      AffiliateSnapshot.Status affiliate,
      MembershipSnapshot.Status membership,
      String expected) {
    Directory directory = new Directory();
    directory.applyCampaign("link", link());
    if (campaign != null) {
      directory.applyCampaign("campaign", campaign(campaign));
    }
    if (affiliate != null) {
      directory.applyAffiliate("affiliate", affiliate(affiliate));
    }
    if (membership != null) {
      directory.applyAffiliate("membership", membership(membership));
    }
    assertThat(decide(directory, null))
        .isEqualTo(expected.equals("redirect") ? "https://shop.example/landing?src=aff" : expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/p/42?x=1, https://shop.example/p/42?x=1, -",
    "https://m.shop.example/p, https://m.shop.example/p, -",
    "https://evil.example/phish, https://shop.example/landing?src=aff, foreign_domain",
    "https://evilshop.example/, https://shop.example/landing?src=aff, foreign_domain",
    "http://shop.example/p, https://shop.example/landing?src=aff, not_https",
    "https://a@shop.example/p, https://shop.example/landing?src=aff, host"
  })
  void aDeepLinkOutsideIsReplacedByTheLandingPage(String wanted, String target, String refused) {
    ClickDecision decision =
        ClickDecision.of(new Links(full(), full(), full()).resolve(link().code()), wanted);
    assertThat(decision)
        .isInstanceOfSatisfying(
            ClickDecision.Redirect.class,
            redirect -> {
              assertThat(redirect.target()).hasToString(target);
              assertThat(String.valueOf(redirect.deepLinkRefused()))
                  .isEqualTo(refused.equals("-") ? "null" : refused);
            });
  }

  @Test
  void aLinkWorksAsSoonAsItIsKnownAndNotAfterItIsGone() {
    Directory directory = full();
    assertThat(decide(directory, "other")).isEqualTo("not found");
    directory.applyCampaign(link().linkId().value(), null);
    assertThat(decide(directory, null)).isEqualTo("not found");
    directory.applyCampaign(link().linkId().value(), link());
    assertThat(decide(directory, null)).startsWith("https://");
  }

  @Test
  void labelsAreCutCleanedAndLeftOutWhenEmpty() {
    Labels labels =
        Labels.from(
            Map.of(
                    "sub1", "a\u0000b\r\n",
                    "sub2", " ",
                    "sub10", "x".repeat(999),
                    "sub11", "no",
                    "source", "blog")
                ::get);
    assertThat(labels.subs()).containsOnlyKeys("sub1", "sub10").containsEntry("sub1", "ab");
    assertThat(labels.subs().get("sub10")).hasSize(Labels.MAX_LENGTH);
    assertThat(labels.source()).isEqualTo("blog");
    assertThat(labels.affiliateClickId()).isNull();
  }

  private static Directory full() {
    Directory directory = new Directory();
    directory.applyCampaign(link().linkId().value(), link());
    directory.applyCampaign("campaign", campaign(CampaignSnapshot.Status.ACTIVE));
    directory.applyAffiliate("affiliate", affiliate(AffiliateSnapshot.Status.APPROVED));
    directory.applyAffiliate("membership", membership(MembershipSnapshot.Status.APPROVED));
    return directory;
  }

  private static String decide(Directory directory, String code) {
    Links links = new Links(directory, directory, directory);
    return switch (ClickDecision.of(links.resolve(code == null ? link().code() : code), null)) {
      case ClickDecision.Redirect redirect -> redirect.target().toString();
      case ClickDecision.Fallback fallback -> fallback.reason();
      case ClickDecision.NotFound() -> "not found";
    };
  }
}
