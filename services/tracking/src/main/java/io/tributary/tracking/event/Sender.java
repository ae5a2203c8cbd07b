package io.tributary.tracking.event;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends events, having shown a key.
 *
 * @param channel the way they come in
 * @param fillsHistory whether events of any past are taken
 * @param sentAt the sender's clock when it sent; null when it did not tell
 */
public record Sender(
    TenantId tenant, Channel channel, boolean fillsHistory, @Nullable Instant sentAt) {

  /** The sender of a key. */
  public static Sender of(ApiKeySnapshot key, Channel channel, @Nullable Instant sentAt) {
    return new Sender(
        key.tenantId(), channel, key.scopes().contains(ApiKey.BACKFILL_EVENTS), sentAt);
  }
}
