package io.tributary.tracking.conversion;

import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Report.Trust;
import io.tributary.tracking.visitor.VisitorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who reports a conversion, and when.
 *
 * @param trust how far it is believed
 * @param client the browser that reports; null for a server
 * @param visitor of a cookie or of the sender's word; a click id counts before it
 * @param eventId of the event that is made
 * @param sentEventId the same where the sender gave it; null otherwise
 * @param dialect null for the product's own names
 */
public record Reporter(
    Channel channel,
    Trust trust,
    @Nullable Client client,
    @Nullable VisitorId visitor,
    String eventId,
    @Nullable String sentEventId,
    Instant occurredAt,
    Instant receivedAt,
    boolean backfilled,
    @Nullable String dialect) {}
