package io.tributary.reporting.debugger;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.reporting.debugger.SeenEvent.Accepted;
import io.tributary.reporting.debugger.SeenEvent.Input;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last events of one tenant. A decision may come before its event, as they come from different
 * topics: such ones wait for it.
 */
final class TenantEvents {

  /** Events held; the oldest goes first. */
  static final int HELD = 200;

  /** Decisions that wait for their events; the oldest goes first. */
  static final int WAITING = 200;

  private final Map<String, SeenEvent> events = new LinkedHashMap<>();
  private final Map<String, Decision> waiting = new LinkedHashMap<>();
  private long version;

  /** Adds what came in, unless it is held already; tells by how many more are held then. */
  synchronized int add(Input input) {
    String key = keyOf(input);
    if (events.containsKey(key)) {
      return 0;
    }
    int before = events.size();
    events.put(key, new SeenEvent(++version, input, waiting.remove(key)));
    dropEldest(events, HELD);
    notifyAll();
    return events.size() - before;
  }

  synchronized void decide(Decision decision) {
    String key = keyOf(decision);
    if (key == null) {
      return;
    }
    SeenEvent event = events.get(key);
    if (event == null) {
      waiting.put(key, decision);
      dropEldest(waiting, WAITING);
    } else if (event.decision() == null || revision(decision) >= revision(event.decision())) {
      events.put(key, new SeenEvent(++version, event.input(), decision));
      notifyAll();
    }
  }

  /** Those that are held, the newest first. */
  synchronized List<SeenEvent> newestFirst() {
    return List.copyOf(events.values()).reversed();
  }

  /** What changed after a version, in the order of the changes; waits for it at most so long. */
  synchronized List<SeenEvent> after(long seen, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis(); version <= seen && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return events.values().stream()
        .filter(event -> event.version() > seen)
        .sorted(Comparator.comparingLong(SeenEvent::version))
        .toList();
  }

  synchronized int size() {
    return events.size();
  }

  private static String keyOf(Input input) {
    return input instanceof Accepted accepted && accepted.event() instanceof RefundReceived refund
        ? refundKey(refund.conversionId().value(), refund.refundId())
        : input.id();
  }

  /** Of the event that was decided about; null where that is none of its own. */
  private static @Nullable String keyOf(Decision decision) {
    return switch (decision) {
      case Attributed attributed -> attributed.subject().sourceEventId();
      case Unattributed unattributed -> unattributed.subject().sourceEventId();
      case Rejected rejected -> rejected.subject().sourceEventId();
      case Duplicate duplicate -> duplicate.subject().sourceEventId();
      case Refunded refunded -> refundKey(refunded.conversionId().value(), refunded.refundId());
      case Superseded superseded -> null;
    };
  }

  private static int revision(Decision decision) {
    return switch (decision) {
      case Attributed attributed -> attributed.revision();
      case Unattributed unattributed -> unattributed.revision();
      case Rejected rejected -> rejected.revision();
      case Duplicate duplicate -> duplicate.revision();
      case Refunded refunded -> 0;
      case Superseded superseded -> 0;
    };
  }

  private static String refundKey(String conversion, String refund) {
    return conversion + " " + refund;
  }

  private static <V> void dropEldest(Map<String, V> held, int most) {
    if (held.size() > most) {
      held.remove(held.keySet().iterator().next());
    }
  }
}
