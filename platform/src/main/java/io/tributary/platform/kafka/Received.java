package io.tributary.platform.kafka;

import java.time.Instant;

/** A record as a listener gets it. */
public record Received<V>(String key, V value, int partition, long offset, Instant timestamp) {}
