package io.tributary.tracking.session;

import io.tributary.contract.directory.TrafficTerms.Cap;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.session.Question.CapKey;
import io.tributary.tracking.traffic.Caps;
import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of an arrival what is asked about it. No address leaves this class but as a keyed hash. */
public final class Questions {

  /** Counters of campaigns that an address has; campaigns beyond share them. */
  public static final int CAMPAIGN_SLOTS = 15;

  private static final long MINUTE_MILLIS = 60_000;

  private final KeyedHash.Key key;

  /**
   * Questions.
   *
   * @param secret under which what is remembered is hashed, of 16 bytes or more
   */
  public Questions(byte[] secret) {
    key = KeyedHash.Key.of(secret);
  }

  /** What is asked about an arrival. */
  public Question of(Arrival arrival) {
    String link = arrival.link().linkId().value();
    String tenant = arrival.link().tenantId().value();
    String visitor = arrival.visit().visitor().value();
    String userAgent = arrival.client().userAgent();
    InetAddress address = arrival.address();
    boolean recognised = arrival.visit().permission().cookie();
    long minute = Math.floorDiv(arrival.at().toEpochMilli(), MINUTE_MILLIS);
    long sender =
        address == null ? 0 : add(key.of('s').with(link), address).with(userAgent).value();
    String fingerprint = arrival.client().fingerprint();
    return new Question(
        recognised ? key.of('v').with(link).with(visitor).value() : 0,
        sender,
        tellsPeopleApart(address) ? counters(arrival, minute) : 0,
        campaignSlot(arrival),
        fingerprint == null || !tellsPeopleApart(address)
            ? 0
            : key.of('d').with(tenant).with(fingerprint).with(minute).value(),
        recognised && !arrival.visit().setsCookie() ? shown(arrival) : 0,
        claim(arrival, tenant),
        uniqueSeconds(arrival),
        arrival.at().toEpochMilli(),
        caps(arrival));
  }

  /** The mark of a creative that a visitor was shown. */
  public long shown(Arrival arrival) {
    return key.of('i')
        .with(arrival.link().linkId().value())
        .with(arrival.visit().visitor().value())
        .value();
  }

  /** The counters of its campaign's caps, in their order. */
  public List<CapKey> caps(Arrival arrival) {
    if (!(arrival.state() instanceof LinkState.Active active)) {
      return List.of();
    }
    Caps caps = active.campaign().traffic().caps();
    if (caps.isEmpty()) {
      return List.of();
    }
    List<CapKey> keys = new ArrayList<>(caps.all().size());
    for (Cap cap : caps.all()) {
      LocalDate start = caps.periodStart(cap, arrival.at());
      KeyedHash hash =
          key.of('c')
              .with(arrival.link().campaignId().value())
              .with(cap.period().name())
              .with(start.toEpochDay());
      if (cap.scope() == Cap.Scope.AFFILIATE) {
        hash.with(arrival.link().affiliateId().value());
      }
      keys.add(new CapKey(hash.value(), life(cap.period()).toSeconds()));
    }
    return keys;
  }

  /** The period, and a day more for zones and clocks. */
  private static Duration life(Cap.Period period) {
    return switch (period) {
      case DAY -> Duration.ofDays(2);
      case WEEK -> Duration.ofDays(8);
      case MONTH -> Duration.ofDays(32);
      case TOTAL -> Duration.ofDays(400);
    };
  }

  /** Behind a proxy that is not known, everybody has its address: nothing can be counted by it. */
  private static boolean tellsPeopleApart(@Nullable InetAddress address) {
    return address != null
        && !address.isLoopbackAddress()
        && !address.isSiteLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }

  /** Where many people share an address, they are told apart by their user agents. */
  private long counters(Arrival arrival, long minute) {
    InetAddress address = arrival.address();
    if (address == null) {
      return 0;
    }
    String tenant = arrival.link().tenantId().value();
    KeyedHash hash = add(key.of('a').with(tenant), address).with(minute);
    if (arrival.network().kind().shared()) {
      hash.with(arrival.client().userAgent());
    }
    return hash.value();
  }

  private int campaignSlot(Arrival arrival) {
    long hash = key.of('p').with(arrival.link().campaignId().value()).value();
    return 1 + (int) Long.remainderUnsigned(hash, CAMPAIGN_SLOTS);
  }

  /** An affiliate names each click once; who is asked for is who it was first seen from. */
  private long claim(Arrival arrival, String tenant) {
    String id = arrival.parameters().affiliateClickId();
    return id == null
        ? 0
        : key.of('r').with(tenant).with(arrival.link().affiliateId().value()).with(id).value();
  }

  private static long uniqueSeconds(Arrival arrival) {
    return arrival.state() instanceof LinkState.Active active
        ? Math.max(1, active.campaign().terms().traffic().uniqueFor().toSeconds())
        : 1;
  }

  private static KeyedHash add(KeyedHash hash, InetAddress address) {
    byte[] bytes = address.getAddress();
    long word = bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      word = word << 8 | (bytes[i] & 0xff);
      if ((i & 3) == 3) {
        hash.with(word);
        word = 0;
      }
    }
    return hash;
  }
}
