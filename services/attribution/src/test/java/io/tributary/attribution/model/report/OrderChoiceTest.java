package io.tributary.attribution.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderChoiceTest {

  private static final Budget NO_END = Budget.UNLIMITED;

  private final Paths paths = new Paths(new Channels(Limits.wide()), Limits.wide());

  @Test
  void theOrderThatTellsConversionsApartIsChosen() {
    // Only the last two touches together say whether a journey converts.
    paths.add(List.of("a", "b"), 40, 0, 0);
    paths.add(List.of("b", "b"), 0, 0, 40);
    paths.add(List.of("b", "a"), 40, 0, 0);
    paths.add(List.of("a", "a"), 0, 0, 40);
    OrderChoice choice = OrderChoice.of(paths, Limits.wide(), NO_END);
    assertThat(choice.order()).isEqualTo(2);
    assertThat(choice.tried()).hasSize(10);
    assertThat(choice.tried().get(0).auc()).isCloseTo(.5, within(1e-12));
    assertThat(choice.tried().get(1).auc()).isCloseTo(1, within(1e-12));
    assertThat(choice.tried().get(1).penalised()).isCloseTo(1, within(1e-12));
    // 160 journeys, 2 nodes: 1 - .5 * 159 / 157.
    assertThat(choice.tried().get(0).penalised()).isCloseTo(1 - .5 * 159 / 157, within(1e-12));
  }

  @Test
  void theAreaIsThatOfTheCurveByTrapezoids() {
    paths.add(List.of("a"), 6, 0, 2);
    paths.add(List.of("b"), 2, 0, 2);
    paths.add(List.of("c"), 2, 0, 6);
    OrderChoice choice = OrderChoice.of(paths, Limits.wide(), NO_END);
    // Points (0,0), (.2,.6), (.4,.8), (1,1).
    double area = .2 * .3 + .2 * .7 + .6 * .9;
    assertThat(choice.tried().getFirst().auc()).isCloseTo(area, within(1e-12));
    assertThat(choice.order()).isEqualTo(1);
    // C(3+k-1, k) nodes are 3, 6, 10, 15 and then 21, of 20 journeys.
    assertThat(choice.tried()).hasSize(4);
    // 1 - .26 * 19 / 4 is below zero.
    assertThat(choice.tried().get(3).penalised()).isZero();
  }

  @Test
  void withoutJourneysThatDoNotConvertItIsTheFirst() {
    paths.add(List.of("a", "b"), 40, 0, 0);
    assertThat(OrderChoice.of(paths, Limits.wide(), NO_END))
        .isEqualTo(new OrderChoice(1, List.of()));
  }
}
