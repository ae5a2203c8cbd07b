package io.tributary.campaign;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the campaign service must know of the tracking edge.
 *
 * @param publicUrl address under which visitors reach the tracking edge; links begin with it
 */
@ConfigurationProperties("tributary.tracking")
record CampaignSettings(@DefaultValue("http://127.0.0.1:8081") String publicUrl) {

  CampaignSettings {
    URI address = URI.create(publicUrl);
    if (address.getHost() == null
        || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
      throw new IllegalArgumentException(
          "tributary.tracking.public-url must be an absolute http or https URL");
    }
  }
}
