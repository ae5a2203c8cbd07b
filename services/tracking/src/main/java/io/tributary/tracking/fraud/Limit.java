package io.tributary.tracking.fraud;

/**
 * A number that a signal compares with; tenants and campaigns set their own by its name.
 *
 * @param value where nobody set another
 */
public record Limit(String name, long value) {}
