package io.tributary.tracking;

import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.limit.Rates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one may send; 0 a minute is as often as one likes. Clicks and impressions are never
 * limited.
 *
 * @param browserPerMinute pixels and reports of the script from one address
 * @param browserBurst how many of them at once
 * @param serverPerMinute postbacks and batches from one address
 * @param serverBurst how many of them at once
 * @param keyPerMinute batches of one secret key
 * @param keyBurst how many of them at once
 * @param pageKeyPerMinute reports of the script with one publishable key
 * @param pageKeyBurst how many of them at once
 */
@ConfigurationProperties("tributary.tracking.limits")
public record LimitProperties(
    @DefaultValue("600") long browserPerMinute,
    @DefaultValue("600") long browserBurst,
    @DefaultValue("60000") long serverPerMinute,
    @DefaultValue("2000") long serverBurst,
    @DefaultValue("60000") long keyPerMinute,
    @DefaultValue("2000") long keyBurst,
    @DefaultValue("120000") long pageKeyPerMinute,
    @DefaultValue("4000") long pageKeyBurst) {

  Rates rates() {
    return new Rates(
        new Rate(browserPerMinute, browserBurst),
        new Rate(serverPerMinute, serverBurst),
        new Rate(keyPerMinute, keyBurst),
        new Rate(pageKeyPerMinute, pageKeyBurst));
  }
}
