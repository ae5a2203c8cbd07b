package io.tributary.simulation.programme;

import static java.util.stream.Collectors.toMap;

import io.tributary.simulation.http.ApiClient;
import io.tributary.simulation.programme.Programme.LiveCampaign;
import io.tributary.simulation.programme.ProgrammePlan.AffiliatePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates the demo programme. What is there already, by name, is taken and not made again. */
public final class DemoProgramme {

  /** Requests at once: enough to hide the waiting, few enough for a small machine. */
  private static final int PARALLEL = 4;

  /** In minor units: low, so that small affiliates are paid in the demo too. */
  private static final long PAYOUT_THRESHOLD = 2_000;

  private static final String KEY_NAME = "Demo traffic";

  private final ApiClient api;
  private final ProgrammePlan plan;
  private final String password;

  /**
   * A programme to create.
   *
   * @param password of the demo users
   */
  public DemoProgramme(ApiClient api, ProgrammePlan plan, String password) {
    this.api = api;
    this.plan = plan;
    this.password = password;
  }

  /** A user of the demo programme. */
  public record DemoUser(String email, String name, String role) {}

  /** Who can look at the demo besides the administrator. */
  public static List<DemoUser> users() {
    return List.of(
        new DemoUser("manager@demo.example", "Mira Holt", "MANAGER"),
        new DemoUser("finance@demo.example", "Felix Osei", "FINANCE"),
        new DemoUser("advertiser@demo.example", "Nadia Berg", "ADVERTISER"),
        new DemoUser("affiliate@demo.example", "Tess Walker", "AFFILIATE"));
  }

  /** Creates what is missing. */
  public Programme create() throws InterruptedException {
    List<String> advertisers = advertisers();
    List<LiveCampaign> campaigns = campaigns(advertisers);
    List<String> affiliates = affiliates();
    List<String> codes = links(campaigns, affiliates);
    users(advertisers, affiliates);
    return new Programme(plan, advertisers, campaigns, affiliates, codes, key());
  }

  private List<String> advertisers() throws InterruptedException {
    Map<String, JsonNode> known = byName("advertisers");
    List<String> ids = new ArrayList<>();
    for (String name : plan.advertisers()) {
      JsonNode advertiser = known.get(name);
      ids.add(id(advertiser == null ? api.post("advertisers", Map.of("name", name)) : advertiser));
    }
    return ids;
  }

  private List<LiveCampaign> campaigns(List<String> advertisers) throws InterruptedException {
    Map<String, JsonNode> known = byName("campaigns");
    List<LiveCampaign> campaigns = new ArrayList<>();
    for (CampaignPlan wanted : plan.campaigns()) {
      JsonNode campaign = known.get(wanted.name());
      if (campaign == null) {
        campaign = api.post("campaigns", body(wanted, advertisers.get(wanted.advertiser())));
      } else {
        campaign = api.get("campaigns/" + id(campaign));
      }
      if (campaign.path("status").asString().equals("draft")) {
        api.post("campaigns/%s/activate".formatted(id(campaign)), Map.of());
      }
      campaigns.add(new LiveCampaign(id(campaign), campaign.path("postback_token").asString("")));
    }
    return campaigns;
  }

  private static Map<String, Object> body(CampaignPlan campaign, String advertiser) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("advertiser_id", advertiser);
    body.put("name", campaign.name());
    body.put("currency", campaign.currency());
    body.put("landing_url", "https://%s/welcome?src=partner".formatted(campaign.host()));
    body.put("allowed_domains", List.of(campaign.host()));
    body.put(
        "attribution",
        Map.of("model", campaign.model(), "click_window", "P30D", "view_window", "P1D"));
    body.put("hold", campaign.hold());
    body.put("commission_rules", campaign.rules());
    return body;
  }

  private List<String> affiliates() throws InterruptedException {
    Map<String, JsonNode> known = byName("affiliates");
    return each(plan.affiliates(), affiliate -> affiliate(affiliate, known.get(affiliate.name())));
  }

  private String affiliate(AffiliatePlan wanted, @Nullable JsonNode known)
      throws InterruptedException {
    JsonNode affiliate =
        known == null
            ? api.post("affiliates", Map.of("name", wanted.name(), "email", wanted.email()))
            : known;
    String path = "affiliates/" + id(affiliate);
    if (affiliate.path("status").asString().equals("pending")) {
      api.post(path + "/approve", Map.of());
    }
    if (!affiliate.path("payout_profile").isObject()) {
      api.patch(
          path,
          Map.of(
              "payout_profile",
              Map.of(
                  "gateway",
                  "sandbox",
                  "currency",
                  wanted.currency(),
                  "account",
                  "acct-" + wanted.slug(),
                  "threshold",
                  PAYOUT_THRESHOLD)));
    }
    return id(affiliate);
  }

  private List<String> links(List<LiveCampaign> campaigns, List<String> affiliates)
      throws InterruptedException {
    List<Map<String, String>> memberships = new ArrayList<>();
    List<Map<String, String>> codes = new ArrayList<>();
    for (LiveCampaign campaign : campaigns) {
      memberships.add(byAffiliate("campaigns/%s/memberships".formatted(campaign.id()), "id"));
      codes.add(byAffiliate("links?campaign_id=" + campaign.id(), "code"));
    }
    return each(
        plan.links(),
        link -> {
          String campaign = campaigns.get(link.campaign()).id();
          String affiliate = affiliates.get(link.affiliate());
          if (!memberships.get(link.campaign()).containsKey(affiliate)) {
            api.post(
                "campaigns/%s/memberships".formatted(campaign), Map.of("affiliate_id", affiliate));
          }
          String code = codes.get(link.campaign()).get(affiliate);
          return code != null
              ? code
              : api.post("links", Map.of("campaign_id", campaign, "affiliate_id", affiliate))
                  .path("code")
                  .asString();
        });
  }

  private void users(List<String> advertisers, List<String> affiliates)
      throws InterruptedException {
    List<String> known =
        api.list("users").stream().map(user -> user.path("email").asString()).toList();
    for (DemoUser user : users()) {
      if (!known.contains(user.email())) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", user.email());
        body.put("name", user.name());
        body.put("role", user.role());
        body.put("password", password);
        if (user.role().equals("ADVERTISER")) {
          body.put("advertiser_id", advertisers.getFirst());
        } else if (user.role().equals("AFFILIATE")) {
          body.put("affiliate_id", affiliates.getFirst());
        }
        api.post("users", body);
      }
    }
  }

  /** A key's text is told once only, so an earlier start's key is replaced. */
  private String key() throws InterruptedException {
    for (JsonNode key : api.list("api-keys")) {
      if (key.path("name").asString().equals(KEY_NAME) && !key.path("revoked_at").isString()) {
        api.delete("api-keys/" + id(key));
      }
    }
    return api.post(
            "api-keys",
            Map.of("name", KEY_NAME, "scopes", List.of("events.write", "events.backfill")))
        .path("key")
        .asString();
  }

  private Map<String, JsonNode> byName(String path) throws InterruptedException {
    return api.list(path).stream()
        .collect(toMap(row -> row.path("name").asString(), row -> row, (first, second) -> first));
  }

  private Map<String, String> byAffiliate(String path, String field) throws InterruptedException {
    return api.list(path).stream()
        .collect(
            toMap(
                row -> row.path("affiliate_id").asString(),
                row -> row.path(field).asString(),
                (first, second) -> first));
  }

  private static String id(JsonNode resource) {
    return resource.path("id").asString();
  }

  /** One request chain per item. */
  private interface Step<T> {
    String take(T item) throws InterruptedException;
  }

  /** The results in the order of the items; the first failure stops the rest. */
  private static <T> List<String> each(List<T> items, Step<T> step) throws InterruptedException {
    try (ExecutorService workers = Executors.newFixedThreadPool(PARALLEL)) {
      List<Future<String>> results =
          IntStream.range(0, items.size())
              .mapToObj(i -> workers.submit((Callable<String>) () -> step.take(items.get(i))))
              .toList();
      List<String> done = new ArrayList<>();
      try {
        for (Future<String> result : results) {
          done.add(result.get());
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
      return done;
    }
  }
}
