package io.tributary.tracking.click;

import io.tributary.contract.directory.Audience.Dimension;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.traffic.Characteristics;
import io.tributary.tracking.traffic.Macro;
import io.tributary.tracking.visitor.Visit;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A visitor at a link: all that is known when it is decided what becomes of it.
 *
 * @param address whole, never stored; null when it is not known
 * @param clickId null where no click is made of it
 * @param nonce random
 */
public record Arrival(
    LinkState.Known state,
    Purpose purpose,
    ClickParameters parameters,
    @Nullable InetAddress address,
    Network network,
    Client client,
    ClientHints hints,
    TrackingTerms terms,
    Visit visit,
    Instant at,
    @Nullable String clickId,
    int nonce)
    implements Characteristics, Macro.Values {

  public LinkSnapshot link() {
    return state.link();
  }

  @Override
  public @Nullable String value(Dimension dimension) {
    Traits traits = client.traits();
    return switch (dimension) {
      case COUNTRY -> traits == null ? null : traits.country();
      case DEVICE -> traits == null ? null : traits.device();
      case OS -> traits == null ? null : traits.os();
      case BROWSER -> traits == null ? null : traits.browser();
      case LANGUAGE -> language(client.language());
      case SOURCE -> parameters.source();
      case SUB1 -> parameters.sub(1);
      case SUB2 -> parameters.sub(2);
      case SUB3 -> parameters.sub(3);
      case SUB4 -> parameters.sub(4);
      case SUB5 -> parameters.sub(5);
    };
  }

  @Override
  public @Nullable String value(Macro macro) {
    return switch (macro) {
      case CLICK_ID -> clickId;
      case CAMPAIGN_ID -> link().campaignId().value();
      case AFFILIATE_ID -> link().affiliateId().value();
      case AFF_CLICK_ID -> parameters.affiliateClickId();
      case SUB1 -> parameters.sub(1);
      case SUB2 -> parameters.sub(2);
      case SUB3 -> parameters.sub(3);
      case SUB4 -> parameters.sub(4);
      case SUB5 -> parameters.sub(5);
      case SUB6 -> parameters.sub(6);
      case SUB7 -> parameters.sub(7);
      case SUB8 -> parameters.sub(8);
      case SUB9 -> parameters.sub(9);
      case SUB10 -> parameters.sub(10);
      case SOURCE -> parameters.source();
      case CREATIVE_ID -> parameters.creativeId();
      case URL_ID -> parameters.urlId();
      case COUNTRY -> value(Dimension.COUNTRY);
      case REGION, CITY -> null;
      case DEVICE -> value(Dimension.DEVICE);
      case OS -> value(Dimension.OS);
      case BROWSER -> value(Dimension.BROWSER);
      case IP -> client.ip();
      case USER_AGENT -> client.userAgent();
      case REFERRER -> client.referrer();
      case TIMESTAMP -> Long.toString(at.getEpochSecond());
      case DATE -> at.atZone(ZoneOffset.UTC).toLocalDate().toString();
      case RAND -> Integer.toUnsignedString(nonce);
    };
  }

  /**
   * The first language of an Accept-Language header, which browsers put first: {@code de-AT,...}.
   */
  private static @Nullable String language(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int end = 0;
    while (end < header.length() && Character.isLetter(header.charAt(end))) {
      end++;
    }
    return end == 2 ? header.substring(0, 2).toLowerCase(Locale.ROOT) : null;
  }
}
