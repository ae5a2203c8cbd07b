package io.tributary.campaign.terms;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.FieldProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a campaign's terms field by field. */
public final class CampaignForm {

  public static final int MAX_NAME = 200;
  public static final int MAX_DOMAINS = 50;
  public static final Duration MAX_HOLD = Duration.ofDays(365);

  private static final Duration DEFAULT_HOLD = Duration.ofDays(30);

  private final RuleForm rules;

  public CampaignForm(RuleForm rules) {
    this.rules = rules;
  }

  /**
   * What a draft asks for.
   *
   * @param rules null if a known campaign's rules stay as they are
   */
  public record Wanted(CampaignTerms terms, @Nullable List<RuleTerms> rules) {}

  /** Checks the draft of a new campaign. */
  public Checked<Wanted> checkNew(CampaignDraft draft) {
    return check(draft, null);
  }

  /** Checks a change of a known campaign. */
  public Checked<Wanted> checkChange(CampaignDraft draft, CampaignTerms before) {
    return check(draft, before);
  }

  private Checked<Wanted> check(CampaignDraft draft, @Nullable CampaignTerms before) {
    List<FieldProblem> problems = new ArrayList<>();
    AdvertiserId advertiser = advertiser(draft.advertiserId(), before, problems);
    String name =
        draft.name() == null && before != null
            ? before.name()
            : Fields.line("name", draft.name(), MAX_NAME, problems);
    CurrencyCode currency = currency(draft.currency(), before, problems);
    String landingUrl = landingUrl(draft.landingUrl(), before, problems);
    List<String> domains = domains(draft.allowedDomains(), landingUrl, before, problems);
    AttributionTerms attribution =
        new AttributionForm(rules, problems)
            .terms(
                draft.attribution(),
                before == null ? AttributionForm.DEFAULT : before.attribution());
    TrafficTerms traffic =
        TrafficForm.check(
            draft.traffic(), before == null ? TrafficTerms.DEFAULT : before.traffic(), problems);
    Duration hold = hold(draft.hold(), before, problems);
    List<RuleTerms> wantedRules =
        draft.commissionRules() == null && before != null
            ? null
            : rules.check("commission_rules", draft.commissionRules(), problems);
    if (!problems.isEmpty()
        || advertiser == null
        || name == null
        || currency == null
        || landingUrl == null
        || domains == null
        || hold == null) {
      return new Checked.Refused<>(problems);
    }
    return new Checked.Accepted<>(
        new Wanted(
            new CampaignTerms(
                advertiser, name, currency, landingUrl, domains, attribution, traffic, hold),
            wantedRules));
  }

  private static @Nullable AdvertiserId advertiser(
      @Nullable String given, @Nullable CampaignTerms before, List<FieldProblem> problems) {
    String field = "advertiser_id";
    if (given == null || given.isBlank()) {
      if (before == null) {
        problems.add(new FieldProblem(field, "required", "must be given"));
      }
      return before == null ? null : before.advertiserId();
    }
    if (before != null) {
      return unchanged(field, given, before.advertiserId().value(), problems)
          ? before.advertiserId()
          : null;
    }
    try {
      return new AdvertiserId(given);
    } catch (IllegalArgumentException e) {
      problems.add(new FieldProblem(field, "malformed", "is no advertiser's id"));
      return null;
    }
  }

  private static @Nullable CurrencyCode currency(
      @Nullable String given, @Nullable CampaignTerms before, List<FieldProblem> problems) {
    String field = "currency";
    if (given == null) {
      if (before == null) {
        problems.add(new FieldProblem(field, "required", "must be given"));
      }
      return before == null ? null : before.currency();
    }
    if (before != null) {
      return unchanged(field, given, before.currency().value(), problems)
          ? before.currency()
          : null;
    }
    if (!CurrencyCode.isKnown(given)) {
      problems.add(new FieldProblem(field, "unknown_currency", "an ISO 4217 currency code"));
      return null;
    }
    return new CurrencyCode(given);
  }

  private static boolean unchanged(
      String field, String given, String before, List<FieldProblem> problems) {
    if (!given.equals(before)) {
      problems.add(new FieldProblem(field, "immutable", "stays as it was when created"));
      return false;
    }
    return true;
  }

  private static @Nullable String landingUrl(
      @Nullable String given, @Nullable CampaignTerms before, List<FieldProblem> problems) {
    if (given == null && before != null) {
      return before.landingUrl();
    }
    if (given == null || given.isBlank()) {
      problems.add(new FieldProblem("landing_url", "required", "must be given"));
      return null;
    }
    String wrong = LandingTemplate.problem(given);
    if (wrong != null) {
      problems.add(new FieldProblem("landing_url", "malformed", wrong));
      return null;
    }
    return given;
  }

  private static @Nullable List<String> domains(
      @Nullable List<@Nullable String> given,
      @Nullable String landingUrl,
      @Nullable CampaignTerms before,
      List<FieldProblem> problems) {
    if (given == null && before != null) {
      return before.allowedDomains();
    }
    if (given == null || given.isEmpty()) {
      return landingUrl == null
          ? null
          : Addresses.hostOfLandingUrl(LandingTemplate.filled(landingUrl))
              .map(List::of)
              .orElse(null);
    }
    if (given.size() > MAX_DOMAINS) {
      problems.add(
          new FieldProblem("allowed_domains", "too_many", "at most " + MAX_DOMAINS + " domains"));
      return null;
    }
    Set<String> domains = new LinkedHashSet<>();
    boolean allGood = true;
    for (int i = 0; i < given.size(); i++) {
      String domain = given.get(i);
      Optional<String> host = domain == null ? Optional.empty() : Addresses.host(domain.strip());
      host.ifPresent(domains::add);
      if (host.isEmpty()) {
        allGood = false;
        problems.add(
            new FieldProblem(
                "allowed_domains[%d]".formatted(i), "malformed", "a host name such as a.example"));
      }
    }
    return allGood ? List.copyOf(domains) : null;
  }

  private static @Nullable Duration hold(
      @Nullable String given, @Nullable CampaignTerms before, List<FieldProblem> problems) {
    if (given == null) {
      return before == null ? DEFAULT_HOLD : before.hold();
    }
    return Fields.duration("hold", given, Duration.ZERO, MAX_HOLD, problems);
  }
}
