package io.tributary.tracking;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the tracking edge.
 *
 * @param host address that the edge listens on
 * @param port port that the edge listens on; 0 for a free one
 * @param eventLoops threads that serve requests; 0 for one per two processors, since what sends to
 *     Kafka, Kafka and Redis take as much
 * @param clickKeys keys that sign click ids, each {@code id:secret} with a base64 secret of 32
 *     bytes or more; the first signs, all verify
 * @param emailKey base64 secret of 32 bytes or more under which customers' e-mail addresses are
 *     hashed; without it one is derived from the oldest click key, so that a hash changes when that
 *     key goes
 * @param trustedProxies addresses or networks in CIDR form whose X-Forwarded-For and
 *     X-Forwarded-Proto are believed
 * @param cookieLife how long a browser keeps the visitor cookie; it is set once and never prolonged
 * @param fallbackUrl where visitors of a link that does not earn are sent; a neutral page without
 *     it
 * @param ackTimeout how long an answer waits for Kafka to have the event; after that the event goes
 *     to the spool on local disk, and the answer leaves when it is there
 * @param dataDir where the spool and the snapshots of the directories live; one process at a time
 *     may use it
 * @param spoolLimit what the spool may take of the disk; beyond it postbacks and the event API
 *     answer 503, and clicks are redirected without being recorded
 * @param spoolKept how long spooled events are kept when Kafka has acknowledged them, to be sent
 *     again after a broker lost them
 * @param maxInFlight requests in work at which postbacks answer 503 and batches of events 429;
 *     redirects have no such limit
 * @param sessionBudget how long a click waits for Redis; then it is judged by what this process
 *     remembers
 * @param dataSets folder with the operator's own data about clients; see docs/data-sets.md
 */
@ConfigurationProperties("tributary.tracking")
public record TrackingProperties(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("8081") int port,
    @DefaultValue("0") int eventLoops,
    @DefaultValue List<String> clickKeys,
    @Nullable String emailKey,
    @DefaultValue({"127.0.0.0/8", "::1/128"}) List<String> trustedProxies,
    @DefaultValue("90d") Duration cookieLife,
    @Nullable String fallbackUrl,
    @DefaultValue("1s") Duration ackTimeout,
    @DefaultValue("data/tracking") Path dataDir,
    @DefaultValue("2GB") DataSize spoolLimit,
    @DefaultValue("10m") Duration spoolKept,
    @DefaultValue("4096") int maxInFlight,
    @DefaultValue("20ms") Duration sessionBudget,
    @Nullable Path dataSets) {

  public TrackingProperties {
    clickKeys = List.copyOf(clickKeys);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "TrackingProperties[%s:%d, %d click keys]".formatted(host, port, clickKeys.size());
  }
}
