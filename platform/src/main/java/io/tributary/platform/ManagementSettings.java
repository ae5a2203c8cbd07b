package io.tributary.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The listener for health and metrics.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 */
@ConfigurationProperties("tributary.management")
public record ManagementSettings(
    @DefaultValue("127.0.0.1") String host, @DefaultValue("9090") int port) {}
