package io.tributary.reporting.performance;

import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** Keeps the figures, and how far the event log was applied to them. */
public interface FigureStore {

  /**
   * Applies those of the events that were not applied before, all or nothing.
   *
   * @param topic where they come from
   * @param events in the order of each partition
   * @param work gets the new events, unless there are none
   */
  <V> void applyOnce(String topic, List<Positioned<V>> events, BiConsumer<Session, List<V>> work);

  /**
   * An event and its place.
   *
   * @param recordedAt when it was written to the log
   */
  record Positioned<V>(int partition, long offset, Instant recordedAt, V event) {}

  /** The figures inside one transaction. */
  interface Session {

    /** Those of the conversions that are known. */
    Map<ConversionId, CountedConversion> conversions(TenantId tenant, Collection<ConversionId> ids);

    void keepConversions(TenantId tenant, Collection<CountedConversion> conversions);

    /** Those of the commissions that are known. */
    Map<CommissionId, CountedCommission> commissions(TenantId tenant, Collection<CommissionId> ids);

    void keepCommissions(TenantId tenant, Collection<CountedCommission> commissions);

    /** Adds the changes of a tenant to what stands. */
    void add(TenantId tenant, FigureSums sums);

    /** Adds touches that never earn to what stands. */
    void addInvalid(TenantId tenant, SortedMap<InvalidKey, InvalidTouches> sums);
  }
}
