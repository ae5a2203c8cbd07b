package io.tributary.attribution.journey;

import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.campaign;
import static io.tributary.attribution.testing.Events.click;
import static io.tributary.attribution.testing.Events.conversion;
import static io.tributary.attribution.testing.Events.impression;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.attribution.journey.AttributionDecision.Credited;
import io.tributary.attribution.journey.AttributionDecision.Nobody;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.AttributionDecision.Refused;
import io.tributary.attribution.journey.AttributionDecision.Wait;
import io.tributary.attribution.journey.Programme.Partnership;
import io.tributary.attribution.testing.KnownProgramme;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.directory.AttributionTerms.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random journeys; the seed of a failure is printed and can be set as {@code tributary.seed}. */
class AttributionPropertyTest {

  private static final int CASES = 2_000;
  private static final Duration CLICK_WINDOW = Duration.ofSeconds(40);
  private static final Duration VIEW_WINDOW = Duration.ofSeconds(10);

  @Test
  void creditsSumToTheWholeStayInsideTheWindowsAndDoNotDependOnTheOrderOfArrival() {
    long first = Long.getLong("tributary.seed", 20_261_103L);
    for (long seed = first; seed < first + CASES; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    Random random = new Random(seed);
    Model model = List.of(Model.values()).get(random.nextInt(Model.values().length));
    KnownProgramme programme = new KnownProgramme(campaign(model, CLICK_WINDOW, VIEW_WINDOW));
    programme.partners.put(affiliate('x'), Partnership.AFFILIATE_NOT_APPROVED);
    List<Touch> touches = touches(random);
    AttributionDecision decision = decide(touches, programme);
    List<Touch> shuffled = new ArrayList<>(touches);
    Collections.shuffle(shuffled, random);
    assertThat(decide(shuffled, programme)).as("seed %d, shuffled", seed).isEqualTo(decision);
    boolean counts = touches.stream().anyMatch(AttributionPropertyTest::counts);
    switch (decision) {
      case Credited credited -> {
        assertThat(counts).as("seed %d, credited", seed).isTrue();
        assertThat(credited.credits().stream().mapToInt(Credit::ppm).sum())
            .as("seed %d, sum", seed)
            .isEqualTo(1_000_000);
        assertThat(credited.credits())
            .as("seed %d, inside", seed)
            .allMatch(
                credit ->
                    inside(credit.touchedAt(), credit.touch() == Credit.Touch.CLICK)
                        && !credit.affiliateId().equals(affiliate('x')));
        boolean isWhole = Set.of(Model.FIRST, Model.LAST, Model.LAST_CLICK).contains(model);
        assertThat(credited.credits().size() == 1 || !isWhole).as("seed %d, one", seed).isTrue();
        if (model == Model.LINEAR) {
          int most = credited.credits().stream().mapToInt(Credit::ppm).max().orElseThrow();
          int least = credited.credits().stream().mapToInt(Credit::ppm).min().orElseThrow();
          assertThat(most - least).as("seed %d, alike", seed).isLessThanOrEqualTo(1);
        }
      }
      case Nobody nobody -> assertThat(counts).as("seed %d, nobody", seed).isFalse();
      case Refused refused -> assertThat(counts).as("seed %d, refused", seed).isFalse();
      case Wait wait -> assertThat(wait).as("seed %d", seed).isNull();
    }
  }

  private static AttributionDecision decide(List<Touch> touches, Programme programme) {
    Journey journey = Journey.EMPTY;
    for (Touch touch : touches) {
      journey = journey.with(touch);
    }
    return Attribution.decide(conversion(NOON), Evidence.of(journey), programme, Patience.CAN_WAIT);
  }

  private static List<Touch> touches(Random random) {
    List<Touch> touches = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      char affiliate = "abcx".charAt(random.nextInt(4));
      // Whole seconds around the windows, so that ends and ties are met often.
      Instant at = NOON.minusSeconds(random.nextInt(-3, 45)).minusMillis(random.nextInt(2));
      Touch touch =
          random.nextBoolean()
              ? Touch.of(click(affiliate, at, "click-" + i), i)
              : Touch.of(impression(affiliate, at), i);
      if (touches.stream().noneMatch(known -> known.eventId().equals(touch.eventId()))) {
        touches.add(touch);
      }
    }
    return touches;
  }

  private static boolean counts(Touch touch) {
    return inside(touch.occurredAt(), touch.isClick())
        && !touch.affiliateId().equals(affiliate('x'));
  }

  private static boolean inside(Instant at, boolean click) {
    long age = NOON.toEpochMilli() - at.toEpochMilli();
    return age >= 0 && age <= (click ? CLICK_WINDOW : VIEW_WINDOW).toMillis();
  }
}
