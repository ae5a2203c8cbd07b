package io.tributary.attribution;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the attribution service.
 *
 * @param stateDir where the stores of the stream live; one process at a time may use it
 * @param threads stream threads; the partitions of the event log are spread over them
 * @param standbyReplicas copies of the stores that other processes keep ready
 * @param clickWait how long a conversion waits for the click that it names
 * @param directoryWait how long a conversion waits for its campaign and affiliates to be told
 * @param clicksKept how long clicks are kept at least, however short the windows are
 * @param conversionsKept how long after its last event a conversion is known to the stream
 */
@ConfigurationProperties("tributary.attribution")
record AttributionSettings(
    @DefaultValue("data/attribution") Path stateDir,
    @DefaultValue("2") int threads,
    @DefaultValue("0") int standbyReplicas,
    @DefaultValue("5m") Duration clickWait,
    @DefaultValue("5m") Duration directoryWait,
    @DefaultValue("90d") Duration clicksKept,
    @DefaultValue("400d") Duration conversionsKept) {

  private static final int MAX_THREADS = 64;

  AttributionSettings {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("tributary.attribution.threads must be 1 to 64");
    }
    if (standbyReplicas < 0) {
      throw new IllegalArgumentException(
          "tributary.attribution.standby-replicas must not be negative");
    }
    if (clickWait.isNegative() || directoryWait.isNegative()) {
      throw new IllegalArgumentException(
          "tributary.attribution.click-wait and directory-wait must not be negative");
    }
  }
}
