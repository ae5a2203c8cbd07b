package io.tributary.tracking.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.Audience.Condition;
import io.tributary.contract.directory.Audience.Dimension;
import io.tributary.contract.directory.TrafficTerms.RotatorRule;
import io.tributary.contract.directory.TrafficTerms.Share;
import io.tributary.tracking.url.WebUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RotatorTest {

  private static final Landing OWN = landing(null);
  private static final Map<String, Landing> PAGES = Map.of("a", landing("a"), "b", landing("b"));
  private static final Characteristics NOBODY = dimension -> null;

  @Test
  void aVisitorKeepsItsPage() {
    Rotator rotator = rotator("camp", new Share("a", 1), new Share("b", 1), new Share(null, 1));
    for (int i = 0; i < 100; i++) {
      Landing first = rotator.choose(NOBODY, "visitor" + i);
      for (int again = 0; again < 5; again++) {
        assertThat(rotator.choose(NOBODY, "visitor" + i)).isSameAs(first);
      }
    }
  }

  @Test
  void pagesAreShownByTheirWeights() {
    Rotator rotator =
        rotator("camp", new Share("a", 600), new Share("b", 300), new Share(null, 100));
    Map<Landing, Integer> shown = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      shown.merge(rotator.choose(NOBODY, "visitor" + i), 1, Integer::sum);
    }
    assertThat(shown.get(PAGES.get("a"))).isBetween(59_000, 61_000);
    assertThat(shown.get(PAGES.get("b"))).isBetween(29_200, 30_800);
    assertThat(shown.get(OWN)).isBetween(9_500, 10_500);
  }

  @Test
  void campaignsAreDrawnApart() {
    Rotator one = rotator("camp1", new Share("a", 1), new Share("b", 1));
    Rotator other = rotator("camp2", new Share("a", 1), new Share("b", 1));
    int same = 0;
    for (int i = 0; i < 10_000; i++) {
      if (Objects.equals(one.choose(NOBODY, "visitor" + i), other.choose(NOBODY, "visitor" + i))) {
        same++;
      }
    }
    assertThat(same).isBetween(4_700, 5_300);
  }

  @Test
  void theFirstRuleOfTheVisitorsAudienceChoosesAndWithoutOneNothingIsChosen() {
    Condition phone = new Condition(Dimension.DEVICE, false, Set.of("phone"));
    Rotator rotator =
        Rotator.of(
            List.of(new RotatorRule(new Audience(List.of(phone)), List.of(new Share("a", 5)))),
            PAGES,
            OWN,
            "camp");
    assertThat(rotator.choose(dimension -> "phone", "v")).isSameAs(PAGES.get("a"));
    assertThat(rotator.choose(dimension -> "desktop", "v")).isNull();
  }

  @Test
  void aPageThatIsGoneTakesNoShare() {
    Rotator rotator = rotator("camp", new Share("gone", 1_000), new Share("b", 1));
    assertThat(rotator.choose(NOBODY, "v")).isSameAs(PAGES.get("b"));
    assertThat(rotator("camp", new Share("gone", 1)).choose(NOBODY, "v")).isNull();
  }

  private static Rotator rotator(String salt, Share... shares) {
    return Rotator.of(
        List.of(new RotatorRule(Audience.EVERYBODY, List.of(shares))), PAGES, OWN, salt);
  }

  private static Landing landing(String urlId) {
    return new Landing(
        urlId, Page.of(new WebUrl("https://shop.example", "shop.example", "/", null, null)));
  }
}
