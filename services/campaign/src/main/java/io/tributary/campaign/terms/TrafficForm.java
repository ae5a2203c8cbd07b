package io.tributary.campaign.terms;

import io.tributary.campaign.terms.TrafficDraft.CapDraft;
import io.tributary.campaign.terms.TrafficDraft.FallbackDraft;
import io.tributary.campaign.terms.TrafficDraft.HoursDraft;
import io.tributary.campaign.terms.TrafficDraft.PageDraft;
import io.tributary.campaign.terms.TrafficDraft.PostbackDraft;
import io.tributary.campaign.terms.TrafficDraft.RotatorDraft;
import io.tributary.campaign.terms.TrafficDraft.ScheduleDraft;
import io.tributary.campaign.terms.TrafficDraft.ShareDraft;
import io.tributary.campaign.terms.TrafficDraft.TargetingDraft;
import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.Schedule;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.directory.TrafficTerms.Cap;
import io.tributary.contract.directory.TrafficTerms.Fallback;
import io.tributary.contract.directory.TrafficTerms.LandingPage;
import io.tributary.contract.directory.TrafficTerms.PostbackTerms;
import io.tributary.contract.directory.TrafficTerms.RotatorRule;
import io.tributary.contract.directory.TrafficTerms.Share;
import io.tributary.contract.directory.TrafficTerms.TargetingRule;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.FieldProblem;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a campaign's traffic terms field by field. */
final class TrafficForm {

  static final int MAX_PAGES = 50;
  static final int MAX_RULES = 100;
  static final int MAX_SHARES = 50;
  static final int MAX_WEIGHT = 1_000;
  static final int MAX_HOURS = 50;
  static final long MAX_CAP = 1_000_000_000_000L;
  static final int MAX_VIA_PARAMETERS = 5;
  static final int MAX_STATUSES = 50;
  static final int MAX_STATUS = 64;
  static final Duration MAX_UNIQUE_FOR = Duration.ofDays(30);

  private static final Pattern URL_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Set<String> REFERRER_POLICIES =
      Set.of(
          "no-referrer",
          "no-referrer-when-downgrade",
          "origin",
          "origin-when-cross-origin",
          "same-origin",
          "strict-origin",
          "strict-origin-when-cross-origin",
          "unsafe-url");
  private static final Set<String> DIALECTS =
      Set.of(
          "tune", "everflow", "voluum", "keitaro", "binom", "cake", "affise", "scaleo", "trackier");
  private static final Set<String> MEANINGS =
      Set.of("approved", "pending", "hold", "rejected", "ignore");

  private final Problems problems;

  private TrafficForm(Problems problems) {
    this.problems = problems;
  }

  /**
   * The terms that a draft asks for; what is wrong is added to the problems.
   *
   * @param draft null to leave all as it is
   */
  static TrafficTerms check(
      @Nullable TrafficDraft draft, TrafficTerms before, List<FieldProblem> problems) {
    return draft == null ? before : new TrafficForm(new Problems(problems)).terms(draft, before);
  }

  private TrafficTerms terms(TrafficDraft draft, TrafficTerms before) {
    List<LandingPage> pages =
        draft.landingPages() == null ? before.landingPages() : pages(draft.landingPages());
    Set<String> known = pages.stream().map(LandingPage::urlId).collect(Collectors.toSet());
    List<RotatorRule> rotator =
        draft.rotator() == null ? kept(before.rotator(), known) : rotator(draft.rotator(), known);
    return new TrafficTerms(
        pages,
        rotator,
        draft.targeting() == null ? before.targeting() : targeting(draft.targeting()),
        draft.schedule() == null ? before.schedule() : schedule(draft.schedule()),
        draft.caps() == null ? before.caps() : caps(draft.caps()),
        draft.fallback() == null ? before.fallback() : fallback(draft.fallback()),
        draft.redirectStatus() == null
            ? before.redirectStatus()
            : redirectStatus(draft.redirectStatus()),
        draft.referrerPolicy() == null
            ? before.referrerPolicy()
            : problems.oneOf(
                "traffic.referrer_policy",
                draft.referrerPolicy(),
                REFERRER_POLICIES,
                before.referrerPolicy()),
        draft.clickUniqueFor() == null
            ? before.uniqueFor()
            : uniqueFor(draft.clickUniqueFor(), before.uniqueFor()),
        draft.viaParameters() == null
            ? before.viaParameters()
            : viaParameters(draft.viaParameters()),
        draft.postback() == null ? before.postback() : postback(draft.postback()),
        draft.fraud() == null
            ? before.fraud()
            : new FraudForm(problems).terms("traffic.fraud", draft.fraud()));
  }

  private List<LandingPage> pages(List<@Nullable PageDraft> given) {
    String field = "traffic.landing_pages";
    List<LandingPage> pages = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < problems.size(field, given, MAX_PAGES); i++) {
      String at = "%s[%d]".formatted(field, i);
      PageDraft page = given.get(i);
      String id = page == null ? null : page.urlId();
      String url = page == null ? null : page.url();
      if (id == null || !URL_ID.matcher(id).matches()) {
        problems.add(at + ".url_id", "malformed", "1 to 64 letters, digits, hyphens, underscores");
      } else if (!ids.add(id)) {
        problems.add(at + ".url_id", "duplicate", "another page has this id");
      }
      String wrong = url == null ? "must be given" : LandingTemplate.problem(url);
      if (wrong != null) {
        problems.add(at + ".url", url == null ? "required" : "malformed", wrong);
      }
      if (id != null && url != null) {
        pages.add(new LandingPage(id, url));
      }
    }
    return pages;
  }

  private List<RotatorRule> rotator(List<@Nullable RotatorDraft> given, Set<String> pages) {
    String field = "traffic.rotator";
    List<RotatorRule> rules = new ArrayList<>();
    for (int i = 0; i < problems.size(field, given, MAX_RULES); i++) {
      String at = "%s[%d]".formatted(field, i);
      RotatorDraft rule = given.get(i);
      if (rule == null || rule.shares() == null || rule.shares().isEmpty()) {
        problems.add(at + ".shares", "required", "must hold a page");
        continue;
      }
      rules.add(
          new RotatorRule(
              audience(at, rule.conditions()), shares(at + ".shares", rule.shares(), pages)));
    }
    return rules;
  }

  private List<Share> shares(String field, List<@Nullable ShareDraft> given, Set<String> pages) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < problems.size(field, given, MAX_SHARES); i++) {
      String at = "%s[%d]".formatted(field, i);
      ShareDraft share = given.get(i);
      Integer weight = share == null ? null : share.weight();
      String page = share == null ? null : share.urlId();
      if (weight == null || weight < 1 || weight > MAX_WEIGHT) {
        problems.add(at + ".weight", "out_of_range", "from 1 to " + MAX_WEIGHT);
      }
      if (page != null && !pages.contains(page)) {
        problems.add(at + ".url_id", "unknown_page", "no landing page of the campaign has this id");
      }
      shares.add(new Share(page, weight == null ? 1 : weight));
    }
    return shares;
  }

  /** The rules before, if their pages are still there. */
  private List<RotatorRule> kept(List<RotatorRule> before, Set<String> pages) {
    for (int i = 0; i < before.size(); i++) {
      for (Share share : before.get(i).shares()) {
        if (share.urlId() != null && !pages.contains(share.urlId())) {
          problems.add(
              "traffic.landing_pages",
              "in_use",
              "the rotator shows the page %s".formatted(share.urlId()));
        }
      }
    }
    return before;
  }

  private List<TargetingRule> targeting(List<@Nullable TargetingDraft> given) {
    String field = "traffic.targeting";
    List<TargetingRule> rules = new ArrayList<>();
    for (int i = 0; i < problems.size(field, given, MAX_RULES); i++) {
      String at = "%s[%d]".formatted(field, i);
      TargetingDraft rule = given.get(i);
      Boolean allowed = rule == null ? null : rule.allowed();
      if (rule == null || allowed == null) {
        problems.add(at + ".allowed", "required", "must be given");
      } else {
        rules.add(new TargetingRule(allowed, audience(at, rule.conditions())));
      }
    }
    return rules;
  }

  private Audience audience(
      String at, @Nullable List<TrafficDraft.@Nullable ConditionDraft> conditions) {
    return conditions == null
        ? Audience.EVERYBODY
        : new AudienceForm(problems).audience(at + ".conditions", conditions);
  }

  private Schedule schedule(ScheduleDraft given) {
    String field = "traffic.schedule";
    Instant start = time(field + ".start", given.start());
    Instant end = time(field + ".end", given.end());
    if (start != null && end != null && !start.isBefore(end)) {
      problems.add(field + ".end", "out_of_range", "must be after the start");
    }
    ZoneId zone = TrafficTerms.DEFAULT.schedule().zone();
    if (given.zone() != null) {
      try {
        zone = ZoneId.of(given.zone());
      } catch (DateTimeException e) {
        problems.add(field + ".zone", "unknown_zone", "a zone such as Europe/Berlin or UTC");
      }
    }
    return new Schedule(
        start,
        end,
        zone,
        given.hours() == null ? List.of() : hours(field + ".hours", given.hours()));
  }

  private @Nullable Instant time(String field, @Nullable String given) {
    if (given == null) {
      return null;
    }
    try {
      return Instant.parse(given);
    } catch (DateTimeException e) {
      problems.add(field, "malformed", "a time such as 2026-11-24T12:00:00Z");
      return null;
    }
  }

  private List<Schedule.Hours> hours(String field, List<@Nullable HoursDraft> given) {
    List<Schedule.Hours> hours = new ArrayList<>();
    for (int i = 0; i < problems.size(field, given, MAX_HOURS); i++) {
      String at = "%s[%d]".formatted(field, i);
      HoursDraft part = given.get(i);
      Set<DayOfWeek> days = days(at + ".days", part == null ? null : part.days());
      Integer from = part == null ? null : part.from();
      Integer to = part == null ? null : part.to();
      if (from == null || from < 0 || from > 23) {
        problems.add(at + ".from", "out_of_range", "from 0 to 23");
      } else if (to == null || to <= from || to > 24) {
        problems.add(at + ".to", "out_of_range", "after from, at most 24");
      } else {
        hours.add(new Schedule.Hours(days, from, to));
      }
    }
    return hours;
  }

  private Set<DayOfWeek> days(String field, @Nullable List<@Nullable String> given) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    if (given == null || given.isEmpty()) {
      problems.add(field, "required", "must hold a day");
      return days;
    }
    for (int i = 0; i < problems.size(field, given, DayOfWeek.values().length); i++) {
      DayOfWeek day = problems.word(DayOfWeek.class, "%s[%d]".formatted(field, i), given.get(i));
      if (day != null) {
        days.add(day);
      }
    }
    return days;
  }

  private List<Cap> caps(List<@Nullable CapDraft> given) {
    String field = "traffic.caps";
    List<Cap> caps = new ArrayList<>();
    int kinds = Cap.Period.values().length * Cap.Scope.values().length;
    for (int i = 0; i < problems.size(field, given, kinds); i++) {
      String at = "%s[%d]".formatted(field, i);
      CapDraft cap = given.get(i);
      Cap.Period period =
          problems.word(Cap.Period.class, at + ".period", cap == null ? null : cap.period());
      Cap.Scope scope =
          problems.word(Cap.Scope.class, at + ".scope", cap == null ? null : cap.scope());
      Long limit = cap == null ? null : cap.limit();
      if (limit == null || limit < 1 || limit > MAX_CAP) {
        problems.add(at + ".limit", "out_of_range", "from 1 to " + MAX_CAP);
      } else if (period != null && scope != null) {
        if (caps.stream().anyMatch(one -> one.period() == period && one.scope() == scope)) {
          problems.add(at, "duplicate", "another cap has this period and scope");
        }
        caps.add(new Cap(period, scope, limit));
      }
    }
    return caps;
  }

  private Fallback fallback(FallbackDraft given) {
    String url = given.url();
    if (url != null && Addresses.hostOfLandingUrl(url).isEmpty()) {
      problems.add(
          "traffic.fallback.url",
          "malformed",
          "an absolute https URL with a host name, at most %d characters"
              .formatted(Addresses.MAX_URL));
    }
    CampaignId campaign = null;
    if (given.campaignId() != null) {
      try {
        campaign = new CampaignId(given.campaignId());
      } catch (IllegalArgumentException e) {
        problems.add("traffic.fallback.campaign_id", "malformed", "is no campaign's id");
      }
    }
    return new Fallback(url, campaign);
  }

  private int redirectStatus(int given) {
    if (given != 302 && given != 307) {
      problems.add("traffic.redirect_status", "unknown_value", "302 or 307");
    }
    return given;
  }

  private Duration uniqueFor(String given, Duration before) {
    Duration duration =
        Fields.duration(
            "traffic.click_unique_for", given, Duration.ZERO, MAX_UNIQUE_FOR, problems.all());
    return duration == null ? before : duration;
  }

  private List<String> viaParameters(List<@Nullable String> given) {
    String field = "traffic.via_parameters";
    List<String> names = new ArrayList<>();
    for (int i = 0; i < problems.size(field, given, MAX_VIA_PARAMETERS); i++) {
      String name = given.get(i);
      if (name == null || !PARAMETER.matcher(name).matches() || names.contains(name)) {
        problems.add(
            "%s[%d]".formatted(field, i),
            "malformed",
            "1 to 32 letters, digits, hyphens, underscores, each name once");
      } else {
        names.add(name);
      }
    }
    return names;
  }

  private PostbackTerms postback(PostbackDraft given) {
    String field = "traffic.postback";
    String dialect =
        given.dialect() == null
            ? null
            : problems.oneOf(field + ".dialect", given.dialect(), DIALECTS, given.dialect());
    Map<String, String> statuses = new HashMap<>();
    Map<String, @Nullable String> givenStatuses =
        given.statuses() == null ? Map.of() : given.statuses();
    if (givenStatuses.size() > MAX_STATUSES) {
      problems.add(field + ".statuses", "too_many", "at most " + MAX_STATUSES);
    }
    givenStatuses.forEach(
        (word, meaning) -> {
          String at = field + ".statuses." + word;
          if (word.isBlank()
              || word.length() > MAX_STATUS
              || word.codePoints()
                  .anyMatch(c -> Character.isISOControl(c) || Character.isUpperCase(c))) {
            problems.add(at, "malformed", "a word in lower case, at most " + MAX_STATUS);
          }
          statuses.put(
              word, problems.oneOf(at, meaning == null ? "" : meaning, MEANINGS, "ignore"));
        });
    return new PostbackTerms(
        dialect,
        statuses,
        Boolean.TRUE.equals(given.payoutOverride()),
        Boolean.TRUE.equals(given.revenueOverride()));
  }
}
