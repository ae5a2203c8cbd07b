package io.tributary.payment.sandbox;

import java.time.Duration;

/**
 * How fast the sandbox is.
 *
 * @param slow how long an account named {@code slow...} lets its payer wait
 */
public record SandboxPace(Duration slow) {}
