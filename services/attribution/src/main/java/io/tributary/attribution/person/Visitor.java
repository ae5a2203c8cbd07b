package io.tributary.attribution.person;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.attribution.journey.Earlier;
import io.tributary.attribution.journey.Journey;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one visitor.
 *
 * @param logins by time, the oldest first
 * @param isShared more customers than one person is logged in: nobody is recognised by it
 * @param recent conversions that were decided and may still be credited anew
 * @param conversions of the visitor, as they came
 */
public record Visitor(
    TenantId tenantId,
    Journey journey,
    List<Login> logins,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean isShared,
    List<ConversionReceived> recent,
    List<Earlier> conversions) {

  /** Logins kept of one visitor. */
  static final int MAX_LOGINS = 20;

  /** Conversions of one visitor that may be credited anew; of more the oldest may no longer. */
  static final int MAX_RECENT = 20;

  /** More customers within a day share a browser. */
  static final int MAX_CUSTOMERS = 3;

  private static final Duration DAY = Duration.ofDays(1);

  /** As long as the longest window. */
  private static final Duration LOGINS_KEPT = Duration.ofDays(365);

  public Visitor {
    logins = logins == null ? List.of() : List.copyOf(logins);
    recent = recent == null ? List.of() : List.copyOf(recent);
    conversions = conversions == null ? List.of() : List.copyOf(conversions);
  }

  /** A visitor who was not seen before. */
  public static Visitor of(TenantId tenant) {
    return new Visitor(tenant, Journey.EMPTY, List.of(), false, List.of(), List.of());
  }

  /**
   * The visitor was this customer from then on.
   *
   * @param emailHash keyed hash of the customer's e-mail address
   */
  public record Login(String customerId, @Nullable String emailHash, Instant at) {}

  /**
   * Where a person's touches are.
   *
   * @param id unique in the tenant
   */
  public record Home(String id, MatchKey by) {

    static Home ofCustomer(String customerId) {
      return new Home("c:" + customerId, MatchKey.CUSTOMER);
    }

    static Home ofEmail(String hash) {
      return new Home("e:" + hash, MatchKey.EMAIL_HASH);
    }
  }

  /** With another journey. */
  public Visitor with(Journey other) {
    return new Visitor(tenantId, other, logins, isShared, recent, conversions);
  }

  /** With the login; the same login again changes nothing. */
  public Visitor with(Identified identified) {
    Login login =
        new Login(identified.customerId(), identified.emailHash(), identified.occurredAt());
    Login current = current();
    if (current != null
        && current.customerId().equals(login.customerId())
        && Objects.equals(current.emailHash(), login.emailHash())) {
      return this;
    }
    List<Login> all = new ArrayList<>(logins);
    all.add(login);
    all.sort(Comparator.comparing(Login::at));
    long customers =
        all.stream()
            .filter(one -> Duration.between(one.at(), login.at()).abs().compareTo(DAY) <= 0)
            .map(Login::customerId)
            .distinct()
            .count();
    return new Visitor(
        tenantId,
        journey,
        all.size() > MAX_LOGINS ? all.subList(1, all.size()) : all,
        isShared || customers > MAX_CUSTOMERS,
        recent,
        conversions);
  }

  /** With a conversion that was decided; those whose time is over go. */
  public Visitor decided(ConversionReceived report, long atMillis) {
    List<ConversionReceived> open = new ArrayList<>(open(atMillis));
    open.removeIf(other -> other.eventId().equals(report.eventId()));
    open.add(report);
    return new Visitor(
        tenantId,
        journey,
        logins,
        isShared,
        open.size() > MAX_RECENT ? open.subList(open.size() - MAX_RECENT, open.size()) : open,
        Earlier.with(conversions, report));
  }

  /** The conversions that may be credited anew at that time. */
  public List<ConversionReceived> open(long atMillis) {
    return recent.stream().filter(report -> Seeking.isOpen(report, atMillis)).toList();
  }

  /** The homes of the person that the visitor is; none where nobody logged in, or too many. */
  public List<Home> homes() {
    Login current = current();
    if (current == null || isShared) {
      return List.of();
    }
    List<Home> homes = new ArrayList<>(2);
    homes.add(Home.ofCustomer(current.customerId()));
    if (current.emailHash() != null) {
      homes.add(Home.ofEmail(current.emailHash()));
    }
    return homes;
  }

  /** All homes that the visitor ever had. */
  public List<Home> formerHomes() {
    return logins.stream()
        .flatMap(
            login ->
                login.emailHash() == null
                    ? List.of(Home.ofCustomer(login.customerId())).stream()
                    : List.of(Home.ofCustomer(login.customerId()), Home.ofEmail(login.emailHash()))
                        .stream())
        .distinct()
        .toList();
  }

  /** Where the conversion's person is; null when it is nobody who is known. */
  public @Nullable Home home(ConversionReceived report) {
    if (isShared) {
      return null;
    }
    Login current = current();
    String customer =
        report.customerId() == null && current != null ? current.customerId() : report.customerId();
    if (customer != null) {
      return Home.ofCustomer(customer);
    }
    String email = report.report().emailHash();
    return email == null ? null : Home.ofEmail(email);
  }

  /** Whether the last login is so long ago that no window reaches back to it. */
  public boolean isForgotten(Instant now) {
    Login current = current();
    return current == null || current.at().plus(LOGINS_KEPT).isBefore(now);
  }

  private @Nullable Login current() {
    return logins.isEmpty() ? null : logins.getLast();
  }
}
