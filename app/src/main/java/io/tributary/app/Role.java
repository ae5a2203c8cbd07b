package io.tributary.app;

import io.tributary.affiliate.AffiliateService;
import io.tributary.app.console.ConsoleService;
import io.tributary.attribution.AttributionService;
import io.tributary.campaign.CampaignService;
import io.tributary.identity.IdentityService;
import io.tributary.notification.NotificationService;
import io.tributary.payment.PaymentService;
import io.tributary.reporting.ReportingService;
import io.tributary.reward.RewardService;
import io.tributary.tracking.TrackingService;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process can be; one process can be several. */
enum Role {
  IDENTITY(IdentityService.class, true, true),
  CAMPAIGN(CampaignService.class, true, true),
  AFFILIATE(AffiliateService.class, true, true),
  TRACKING(TrackingService.class, false, false),
  ATTRIBUTION(AttributionService.class, true, true),
  REWARD(RewardService.class, true, true),
  PAYMENT(PaymentService.class, true, true),
  NOTIFICATION(NotificationService.class, true, true),
  REPORTING(ReportingService.class, true, true),
  CONSOLE(ConsoleService.class, false, true);

  private static final String ALL = "all";

  private final Class<?> configuration;
  private final boolean usesDatabase;
  private final boolean servesApi;

  Role(Class<?> configuration, boolean usesDatabase, boolean servesApi) {
    this.configuration = configuration;
    this.usesDatabase = usesDatabase;
    this.servesApi = servesApi;
  }

  Class<?> configuration() {
    return configuration;
  }

  boolean usesDatabase() {
    return usesDatabase;
  }

  boolean servesApi() {
    return servesApi;
  }

  /** The name on the command line and in configuration keys. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The roles of a comma-separated list; {@code all} is every one.
   *
   * @throws IllegalArgumentException naming what is no role
   */
  static Set<Role> parse(String list) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : list.split(",", -1)) {
      String name = word.strip();
      if (name.equals(ALL)) {
        return EnumSet.allOf(Role.class);
      }
      roles.add(
          Arrays.stream(values())
              .filter(role -> role.label().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' is no service; services are: %s, or all"
                              .formatted(name, names()))));
    }
    return roles;
  }

  private static String names() {
    return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
  }
}
