package io.tributary.attribution.journey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The touches of one visitor, oldest first.
 *
 * @param forgotten how many touches were dropped because the journey was full
 */
public record Journey(List<Touch> touches, int forgotten) {

  /**
   * Touches kept of one visitor. A person seldom has more than a dozen inside a window; a robot has
   * no end. A full journey forgets its oldest impression, or its oldest click where it has no
   * impressions, and the traces of its conversions say so.
   */
  public static final int MAX_TOUCHES = 200;

  public static final Journey EMPTY = new Journey(List.of(), 0);

  public Journey {
    touches = List.copyOf(touches);
  }

  /** The journey with one more touch; unchanged when it has the touch already. */
  public Journey with(Touch touch) {
    if (has(touch.eventId())) {
      return this;
    }
    List<Touch> more = new ArrayList<>(touches.size() + 1);
    more.addAll(touches);
    int place = Collections.binarySearch(more, touch, Touch.ORDER);
    more.add(place < 0 ? -place - 1 : place, touch);
    if (more.size() <= MAX_TOUCHES) {
      return new Journey(more, forgotten);
    }
    more.remove(leastWorthKeeping(more));
    return new Journey(more, forgotten + 1);
  }

  /** The journey without the touches that are no longer kept. */
  public Journey without(Predicate<Touch> gone) {
    if (touches.stream().noneMatch(gone)) {
      return this;
    }
    return new Journey(touches.stream().filter(gone.negate()).toList(), forgotten);
  }

  public boolean isEmpty() {
    return touches.isEmpty();
  }

  /** Whether the event is one of the touches. */
  public boolean has(String eventId) {
    return touches.stream().anyMatch(known -> known.eventId().equals(eventId));
  }

  boolean hasClick(String clickId) {
    return touches.stream().anyMatch(touch -> clickId.equals(touch.clickId()));
  }

  private static int leastWorthKeeping(List<Touch> touches) {
    for (int i = 0; i < touches.size(); i++) {
      if (!touches.get(i).isClick()) {
        return i;
      }
    }
    return 0;
  }
}
