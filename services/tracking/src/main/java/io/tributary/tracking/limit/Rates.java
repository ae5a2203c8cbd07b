package io.tributary.tracking.limit;

/**
 * How often who may send.
 *
 * @param browser of an address that reports from pages
 * @param server of an address that reports as a server
 * @param key of a secret key
 * @param pageKey of a publishable key
 */
public record Rates(Rate browser, Rate server, Rate key, Rate pageKey) {}
