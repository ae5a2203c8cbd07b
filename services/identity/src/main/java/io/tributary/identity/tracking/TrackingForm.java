package io.tributary.identity.tracking;

import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.FraudTerms.SignalTerms;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.directory.TrackingTerms.DenyList;
import io.tributary.identity.tracking.TrackingDraft.DenyDraft;
import io.tributary.identity.tracking.TrackingDraft.FraudDraft;
import io.tributary.identity.tracking.TrackingDraft.SignalDraft;
import io.tributary.platform.http.FieldProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a tenant's terms field by field. */
public final class TrackingForm {

  public static final int MAX_DOMAINS = 50;
  public static final int MAX_DENIED = 1_000;
  public static final int MAX_TEXT = 255;
  public static final int MAX_URL = 2_048;
  public static final int MAX_SIGNALS = 100;
  public static final int MAX_THRESHOLDS = 20;
  public static final int MAX_SCORE = 100;
  public static final Duration MIN_COOKIE_LIFE = Duration.ofHours(1);

  /** Browsers keep no cookie longer. */
  public static final Duration MAX_COOKIE_LIFE = Duration.ofDays(400);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern NETWORK =
      Pattern.compile(
          "(?:(?<v4>\\d{1,3}(?:\\.\\d{1,3}){3})|(?<v6>[0-9a-f:]{2,39}))(?:/(?<bits>\\d{1,3}))?");

  private TrackingForm() {}

  /** The terms that a draft makes of others, or what is wrong with it. */
  public static Result check(TrackingDraft draft, TrackingTerms before) {
    List<FieldProblem> problems = new ArrayList<>();
    TrackingTerms terms =
        new TrackingTerms(
            or(draft.cookies(), before.cookies()),
            changed(draft.cookieDomain(), before.cookieDomain(), text -> domain(text, problems)),
            changed(draft.cookieLife(), before.cookieLife(), text -> life(text, problems)),
            or(draft.unknownConsent(), before.unknownConsent()),
            or(draft.fingerprint(), before.fingerprint()),
            changed(draft.defaultUrl(), before.defaultUrl(), text -> url(text, problems)),
            draft.outboundDomains() == null
                ? before.outboundDomains()
                : List.copyOf(
                    list(
                        "outbound_domains",
                        draft.outboundDomains(),
                        MAX_DOMAINS,
                        Hosts::pattern,
                        "is no host, with or without *. before it",
                        problems)),
            draft.denied() == null ? before.denied() : denied(draft.denied(), problems),
            draft.fraud() == null ? before.fraud() : fraud(draft.fraud(), problems));
    return problems.isEmpty() ? new Result.Accepted(terms) : new Result.Refused(problems);
  }

  /** What came of a check. */
  public sealed interface Result {

    record Accepted(TrackingTerms terms) implements Result {}

    /** At least one field cannot be accepted. */
    record Refused(List<FieldProblem> problems) implements Result {

      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  private static <T> T or(@Nullable T given, T before) {
    return given == null ? before : given;
  }

  private static <T> @Nullable T changed(
      @Nullable String given, @Nullable T before, Function<String, @Nullable T> read) {
    if (given == null) {
      return before;
    }
    return given.isBlank() ? null : read.apply(given.strip());
  }

  private static @Nullable String domain(String given, List<FieldProblem> problems) {
    String host = Hosts.host(given);
    if (host == null) {
      problems.add(new FieldProblem("cookie_domain", "malformed", "is no domain"));
    }
    return host;
  }

  private static @Nullable Duration life(String given, List<FieldProblem> problems) {
    Duration life;
    try {
      life = Duration.parse(given);
    } catch (DateTimeException e) {
      problems.add(
          new FieldProblem("cookie_life", "malformed", "an ISO 8601 duration such as P90D"));
      return null;
    }
    if (life.compareTo(MIN_COOKIE_LIFE) < 0 || life.compareTo(MAX_COOKIE_LIFE) > 0) {
      problems.add(new FieldProblem("cookie_life", "out_of_range", "from PT1H to P400D"));
    }
    return life;
  }

  private static @Nullable String url(String given, List<FieldProblem> problems) {
    try {
      URI url = new URI(given);
      if ("https".equals(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && given.length() <= MAX_URL) {
        return given;
      }
    } catch (URISyntaxException e) {
      // As with any other text that is no address.
    }
    problems.add(
        new FieldProblem(
            "default_url",
            "malformed",
            "must be an absolute https URL of at most %d characters".formatted(MAX_URL)));
    return null;
  }

  private static DenyList denied(DenyDraft given, List<FieldProblem> problems) {
    return new DenyList(
        list(
            "denied.networks",
            given.networks(),
            MAX_DENIED,
            TrackingForm::network,
            "is no address or network such as 203.0.113.0/24",
            problems),
        list(
            "denied.countries",
            given.countries(),
            MAX_DENIED,
            TrackingForm::country,
            "is no country code such as DE",
            problems),
        texts("denied.referrers", given.referrers(), problems),
        texts("denied.user_agents", given.userAgents(), problems),
        list(
            "denied.sources",
            given.sources(),
            MAX_DENIED,
            TrackingForm::text,
            "must be 1 to %d characters".formatted(MAX_TEXT),
            problems));
  }

  private static Set<String> texts(
      String field, @Nullable List<@Nullable String> given, List<FieldProblem> problems) {
    return list(
        field,
        given,
        MAX_DENIED,
        text -> lowerCase(text(text)),
        "must be 1 to %d characters".formatted(MAX_TEXT),
        problems);
  }

  private static @Nullable String lowerCase(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(String given) {
    String text = given.strip();
    return text.isEmpty()
            || text.length() > MAX_TEXT
            || text.codePoints().anyMatch(Character::isISOControl)
        ? null
        : text;
  }

  private static @Nullable String country(String given) {
    String code = given.strip().toUpperCase(Locale.ROOT);
    return COUNTRY.matcher(code).matches() ? code : null;
  }

  private static @Nullable String network(String given) {
    String network = given.strip().toLowerCase(Locale.ROOT);
    var parts = NETWORK.matcher(network);
    if (!parts.matches()) {
      return null;
    }
    String v4 = parts.group("v4");
    String bits = parts.group("bits");
    if (bits != null && Integer.parseInt(bits) > (v4 == null ? 128 : 32)) {
      return null;
    }
    return v4 == null ? v6(network, parts.group("v6")) : v4(network, v4);
  }

  private static @Nullable String v4(String network, String address) {
    for (String part : address.split("\\.", -1)) {
      if (Integer.parseInt(part) > 255) {
        return null;
      }
    }
    return network;
  }

  /** Eight groups of up to four digits, of which one run may be left out as {@code ::}. */
  private static @Nullable String v6(String network, String address) {
    int gap = address.indexOf("::");
    if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    int groups = 0;
    for (String side : gap < 0 ? new String[] {address} : address.split("::", -1)) {
      for (String group : side.isEmpty() ? new String[0] : side.split(":", -1)) {
        if (group.isEmpty() || group.length() > 4) {
          return null;
        }
        groups++;
      }
    }
    return (gap < 0 ? groups == 8 : groups < 8) ? network : null;
  }

  private static FraudTerms fraud(FraudDraft given, List<FieldProblem> problems) {
    score("fraud.review_from", given.reviewFrom(), 1, problems);
    score("fraud.reject_from", given.rejectFrom(), 1, problems);
    if (given.reviewFrom() != null
        && given.rejectFrom() != null
        && given.rejectFrom() <= given.reviewFrom()) {
      problems.add(
          new FieldProblem("fraud.reject_from", "out_of_range", "must be above review_from"));
    }
    Map<String, SignalTerms> signals = new HashMap<>();
    Map<String, @Nullable SignalDraft> wanted =
        given.signals() == null ? Map.of() : given.signals();
    if (wanted.size() > MAX_SIGNALS) {
      problems.add(tooMany("fraud.signals", MAX_SIGNALS));
      wanted = Map.of();
    }
    wanted.forEach(
        (id, signal) -> {
          String field = "fraud.signals." + id;
          if (!NAME.matcher(id).matches()) {
            problems.add(new FieldProblem("fraud.signals", "malformed", "ids are like ua_bot"));
          } else if (signal == null) {
            problems.add(new FieldProblem(field, "required", "must be given"));
          } else {
            signals.put(id, signal(field, signal, problems));
          }
        });
    return new FraudTerms(given.monitored(), given.reviewFrom(), given.rejectFrom(), signals);
  }

  private static SignalTerms signal(String field, SignalDraft given, List<FieldProblem> problems) {
    score(field + ".points", given.points(), 0, problems);
    Map<String, Long> thresholds = new HashMap<>();
    Map<String, @Nullable Long> wanted = given.thresholds() == null ? Map.of() : given.thresholds();
    if (wanted.size() > MAX_THRESHOLDS) {
      problems.add(tooMany(field + ".thresholds", MAX_THRESHOLDS));
      wanted = Map.of();
    }
    wanted.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches() || value == null || value < 0) {
            problems.add(
                new FieldProblem(
                    field + ".thresholds",
                    "malformed",
                    "names are like per_minute, values 0 or more"));
          } else {
            thresholds.put(name, value);
          }
        });
    return new SignalTerms(given.mode(), given.points(), thresholds);
  }

  private static void score(
      String field, @Nullable Integer given, int min, List<FieldProblem> problems) {
    if (given != null && (given < min || given > MAX_SCORE)) {
      problems.add(
          new FieldProblem(field, "out_of_range", "from %d to %d".formatted(min, MAX_SCORE)));
    }
  }

  /** The values in order, each once. */
  public static Set<String> list(
      String field,
      @Nullable List<@Nullable String> given,
      int max,
      Function<String, @Nullable String> read,
      String complaint,
      List<FieldProblem> problems) {
    Set<String> values = new LinkedHashSet<>();
    List<@Nullable String> wanted = given == null ? List.of() : given;
    if (wanted.size() > max) {
      problems.add(tooMany(field, max));
      return values;
    }
    for (int i = 0; i < wanted.size(); i++) {
      String text = wanted.get(i);
      String value = text == null ? null : read.apply(text);
      if (value == null) {
        problems.add(new FieldProblem(field + "[" + i + "]", "malformed", complaint));
      } else {
        values.add(Objects.requireNonNull(value));
      }
    }
    return values;
  }

  private static FieldProblem tooMany(String field, int max) {
    return new FieldProblem(field, "too_many", "at most " + max);
  }
}
