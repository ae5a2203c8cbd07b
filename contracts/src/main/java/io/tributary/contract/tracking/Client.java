package io.tributary.contract.tracking;

import org.jspecify.annotations.Nullable;

/**
 * What the sender showed of itself.
 *
 * @param ip truncated to /24 (IPv4) or /48 (IPv6)
 * @param userAgent as sent, cut to 512 characters
 * @param language the Accept-Language header, cut to 64 characters
 * @param referrer as sent, cut to 1,024 characters
 */
public record Client(
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String language,
    @Nullable String referrer) {}
