package io.tributary.payment.transfer;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it came, and what it means.
 *
 * @param status HTTP status; null when there was no answer
 * @param body raw, as far as it was read
 */
@SuppressWarnings("ArrayRecordComponent") // Only carried to the database.
public record GatewayAnswer(
    @Nullable Integer status, byte @Nullable [] body, GatewayOutcome outcome) {}
