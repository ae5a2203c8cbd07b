package io.tributary.simulation.programme;

import static io.tributary.simulation.programme.CampaignPlan.flat;
import static io.tributary.simulation.programme.CampaignPlan.percentage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Who takes part in the demo programme.
 *
 * @param links one per membership; affiliates of every size, the first ones the largest
 */
public record ProgrammePlan(
    List<String> advertisers,
    List<CampaignPlan> campaigns,
    List<AffiliatePlan> affiliates,
    List<LinkPlan> links) {

  private static final List<String> AFFILIATES =
      List.of(
          "Trailhead Weekly",
          "The Deal Courier",
          "Gear & Granite",
          "Slow Sunday Style",
          "Basecamp Reviews",
          "Maple Lane Finds",
          "Petit Budget",
          "Wanderlust Ledger",
          "Coupon Harbor",
          "Nordlicht Magazin",
          "Kitchen Table Club",
          "Ridge Runner Radio",
          "Atelier Blog",
          "Thrifty Compass",
          "Summit & Sole",
          "La Vie en Promo",
          "Two Wheels North",
          "Linen & Loft",
          "Campfire Stories",
          "The Gift Index",
          "Alpenglow Notes",
          "Bright Pantry",
          "Frugal Fox",
          "Velvet Hour",
          "Paddle Post",
          "Maison Curieuse",
          "Backcountry Beta",
          "Honest Hand-Me-Downs",
          "Lakeside Living",
          "Studio Forty",
          "Pocket Atlas",
          "The Quiet Shopper",
          "Fjord & Forest",
          "Daily Bargain Bell",
          "Paper Lantern",
          "Good Boots Only",
          "Rue des Cadeaux",
          "Wild Thyme",
          "Weekend Warriors",
          "Tiny Terrace");

  public ProgrammePlan {
    advertisers = List.copyOf(advertisers);
    campaigns = List.copyOf(campaigns);
    affiliates = List.copyOf(affiliates);
    links = List.copyOf(links);
  }

  /**
   * An affiliate.
   *
   * @param size share of the traffic, relative to the others
   * @param currency it is paid in
   */
  public record AffiliatePlan(String name, double size, String currency) {

    public String email() {
      return "partners@" + slug() + ".example";
    }

    public String slug() {
      return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
  }

  /** A link, by the indexes of its campaign and affiliate. */
  public record LinkPlan(int campaign, int affiliate) {}

  /** The demo programme: the same at every start. */
  public static ProgrammePlan standard() {
    List<AffiliatePlan> affiliates = new ArrayList<>();
    for (int i = 0; i < AFFILIATES.size(); i++) {
      affiliates.add(
          new AffiliatePlan(
              AFFILIATES.get(i), 1 / Math.pow(i + 1.0, 0.9), i % 5 < 3 ? "USD" : "EUR"));
    }
    List<CampaignPlan> campaigns = sixCampaigns();
    return new ProgrammePlan(
        List.of("Northwind Outdoor", "Maison Lumière"),
        campaigns,
        affiliates,
        links(campaigns, affiliates));
  }

  private static List<CampaignPlan> sixCampaigns() {
    return List.of(
        new CampaignPlan(
            0,
            "Trail Gear",
            "USD",
            "last_click",
            "P7D",
            "www.northwind-outdoor.example",
            List.of(percentage("8 % of the order", 0, "true", "8")),
            30,
            0.030,
            8_900,
            0.55),
        new CampaignPlan(
            0,
            "Winter Expedition",
            "USD",
            "linear",
            "P14D",
            "winter.northwind-outdoor.example",
            List.of(
                percentage("12.5 % of large orders", 10, "conversion.amount >= 250.0", "12.5"),
                percentage("10 % of the order", 0, "true", "10")),
            22,
            0.026,
            16_400,
            0.6),
        new CampaignPlan(
            0,
            "Gift Cards",
            "USD",
            "first",
            "P7D",
            "gifts.northwind-outdoor.example",
            List.of(flat("4 dollars per card", 0, "true", 400)),
            12,
            0.036,
            5_000,
            0.35),
        new CampaignPlan(
            1,
            "Lumière Home",
            "EUR",
            "linear",
            "P10D",
            "www.maison-lumiere.example",
            List.of(percentage("10 % of the order", 0, "true", "10")),
            18,
            0.028,
            7_400,
            0.5),
        new CampaignPlan(
            1,
            "Lumière Privée",
            "EUR",
            "first",
            "P14D",
            "privee.maison-lumiere.example",
            List.of(
                percentage("15 % for first touch", 0, "conversion.amount >= 40.0", "15"),
                flat("3 euros on small orders", -1, "true", 300)),
            10,
            0.025,
            12_900,
            0.7),
        new CampaignPlan(
            1,
            "Candle Club",
            "EUR",
            "last_click",
            "P7D",
            "club.maison-lumiere.example",
            List.of(flat("6 euros per member", 0, "true", 600)),
            8,
            0.034,
            2_900,
            0.3));
  }

  /** About ninety: the larger an affiliate, the more campaigns it is in, its currency's first. */
  private static List<LinkPlan> links(
      List<CampaignPlan> campaigns, List<AffiliatePlan> affiliates) {
    List<LinkPlan> links = new ArrayList<>();
    for (int affiliate = 0; affiliate < affiliates.size(); affiliate++) {
      int wanted = affiliate < 4 ? 5 : affiliate < 14 ? 3 : affiliate < 30 ? 2 : 1;
      String currency = affiliates.get(affiliate).currency();
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < campaigns.size(); i++) {
        order.add((affiliate + i) % campaigns.size());
      }
      order.sort(
          Comparator.comparing(campaign -> !campaigns.get(campaign).currency().equals(currency)));
      for (int campaign : order.subList(0, wanted)) {
        links.add(new LinkPlan(campaign, affiliate));
      }
    }
    return List.copyOf(links);
  }
}
