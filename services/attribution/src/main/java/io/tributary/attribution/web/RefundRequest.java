package io.tributary.attribution.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Money of a conversion that went back to the customer.
 *
 * @param refundId the caller's own id; a repeat changes nothing
 * @param amount in minor units of the conversion's currency
 * @param currency may be left out; must be the conversion's
 */
record RefundRequest(
    @NotBlank @Size(max = 128) String refundId,
    @Positive long amount,
    @Nullable @Size(max = 3) String currency,
    @Nullable @Size(max = 256) String reason) {}
