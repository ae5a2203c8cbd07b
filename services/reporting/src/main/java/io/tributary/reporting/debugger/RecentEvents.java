package io.tributary.reporting.debugger;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.reporting.debugger.SeenEvent.Accepted;
import io.tributary.reporting.debugger.SeenEvent.Input;
import io.tributary.reporting.debugger.SeenEvent.TurnedAway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last events of the tenants. Above the bound those tenants go first of whom nothing came and
 * whom nobody looked at for the longest; who is being looked at stays.
 */
public final class RecentEvents {

  /** Events of one tenant. */
  public static final int HELD_PER_TENANT = TenantEvents.HELD;

  /** Events of all tenants: some 30 MB. */
  static final int MAX_EVENTS = 20_000;

  /** Tenants held at once, those with waiting decisions only included. */
  static final int MAX_TENANTS = 5_000;

  private final int maxEvents;
  private final Map<TenantId, TenantEvents> tenants = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<TenantId, Integer> readers = new HashMap<>();
  private int total;

  public RecentEvents() {
    this(MAX_EVENTS);
  }

  RecentEvents(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  /** Adds what was recorded. */
  public void add(TrackingEvent event) {
    add(event.tenantId(), new Accepted(event));
  }

  /** Adds what was refused, where it is known of whom it came. */
  public void add(Refused refusal) {
    TenantId tenant = refusal.tenantId();
    if (tenant != null) {
      add(tenant, new TurnedAway(refusal));
    }
  }

  /** Adds to an event what was decided about it. */
  public synchronized void add(Decision decision) {
    of(decision.tenantId()).decide(decision);
    makeRoom(decision.tenantId());
  }

  /** At most so many of a tenant's events, the newest first. */
  public List<SeenEvent> newest(TenantId tenant, EventFilter filter, int limit) {
    TenantEvents events;
    synchronized (this) {
      events = tenants.get(tenant);
    }
    return events == null
        ? List.of()
        : events.newestFirst().stream().filter(filter::fits).limit(limit).toList();
  }

  /** Opens a reader of a tenant's events; while it is open they are held. */
  public synchronized Reader open(TenantId tenant, EventFilter filter) {
    readers.merge(tenant, 1, Integer::sum);
    return new Reader(tenant, filter, of(tenant));
  }

  private synchronized void add(TenantId tenant, Input input) {
    total += of(tenant).add(input);
    makeRoom(tenant);
  }

  private TenantEvents of(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, unused -> new TenantEvents());
  }

  private void makeRoom(TenantId current) {
    if (total <= maxEvents && tenants.size() <= MAX_TENANTS) {
      return;
    }
    Iterator<Map.Entry<TenantId, TenantEvents>> eldest = tenants.entrySet().iterator();
    while ((total > maxEvents || tenants.size() > MAX_TENANTS) && eldest.hasNext()) {
      Map.Entry<TenantId, TenantEvents> held = eldest.next();
      if (!held.getKey().equals(current) && !readers.containsKey(held.getKey())) {
        total -= held.getValue().size();
        eldest.remove();
      }
    }
  }

  private synchronized void close(TenantId tenant) {
    readers.computeIfPresent(tenant, (unused, open) -> open == 1 ? null : open - 1);
  }

  /** Follows the events of one tenant, from the oldest that is held. For one thread. */
  public final class Reader implements AutoCloseable {

    private final TenantId tenant;
    private final EventFilter filter;
    private final TenantEvents events;
    private long seen;
    private boolean open = true;

    private Reader(TenantId tenant, EventFilter filter, TenantEvents events) {
      this.tenant = tenant;
      this.filter = filter;
      this.events = events;
    }

    /** What came or changed since the last call; none where nothing did for so long. */
    public List<SeenEvent> next(Duration atMost) throws InterruptedException {
      List<SeenEvent> changed = new ArrayList<>(events.after(seen, atMost));
      if (!changed.isEmpty()) {
        seen = changed.getLast().version();
      }
      changed.removeIf(event -> !filter.fits(event));
      return changed;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        RecentEvents.this.close(tenant);
      }
    }
  }
}
