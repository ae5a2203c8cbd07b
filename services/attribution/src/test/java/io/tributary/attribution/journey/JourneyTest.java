package io.tributary.attribution.journey;

import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.TENANT;
import static io.tributary.attribution.testing.Events.campaign;
import static io.tributary.attribution.testing.Events.click;
import static io.tributary.attribution.testing.Events.impression;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.attribution.testing.KnownProgramme;
import io.tributary.contract.directory.AttributionTerms.Model;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JourneyTest {

  @Test
  void theSameEventTwiceIsOneTouch() {
    Touch touch = Touch.of(click('a', NOON), 1);
    Journey journey = Journey.EMPTY.with(touch);
    assertThat(journey.with(Touch.of(click('a', NOON), 9))).isEqualTo(journey);
  }

  @Test
  void aFullJourneyForgetsItsOldestImpressionThenItsOldestClick() {
    Journey journey = Journey.EMPTY.with(Touch.of(click('a', NOON), 0));
    journey = journey.with(Touch.of(impression('b', NOON.plusSeconds(1)), 1));
    for (int i = 2; i < Journey.MAX_TOUCHES; i++) {
      journey = journey.with(Touch.of(click('c', NOON.plusSeconds(i)), i));
    }
    assertThat(journey.touches()).hasSize(Journey.MAX_TOUCHES);
    assertThat(journey.forgotten()).isZero();

    journey = journey.with(Touch.of(click('c', NOON.plusSeconds(1_000)), 1_000));
    assertThat(journey.touches()).hasSize(Journey.MAX_TOUCHES).allMatch(Touch::isClick);
    assertThat(journey.touches().getFirst().occurredAt()).isEqualTo(NOON);

    journey = journey.with(Touch.of(click('c', NOON.plusSeconds(1_001)), 1_001));
    assertThat(journey.touches().getFirst().occurredAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(journey.forgotten()).isEqualTo(2);
  }

  @Test
  void touchesAreKeptAsLongAsAWindowCanReachThem() {
    Retention retention = new Retention(Duration.ofDays(90));
    KnownProgramme programme =
        new KnownProgramme(campaign(Model.LAST_CLICK, Duration.ofDays(120), Duration.ofDays(1)));
    Touch click = Touch.of(click('a', NOON), 1);
    Touch view = Touch.of(impression('a', NOON), 1);
    assertThat(retention.isOver(click, TENANT, programme, NOON.plus(Duration.ofDays(124))))
        .isFalse();
    assertThat(
            retention.isOver(
                click, TENANT, programme, NOON.plus(Duration.ofDays(124)).plusMillis(1)))
        .isTrue();
    assertThat(retention.isOver(view, TENANT, programme, NOON.plus(Duration.ofDays(5)))).isFalse();
    assertThat(retention.isOver(view, TENANT, programme, NOON.plus(Duration.ofDays(6)))).isTrue();
  }
}
