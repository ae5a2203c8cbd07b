package io.tributary.simulation.traffic;

import io.tributary.simulation.programme.CampaignPlan;
import io.tributary.simulation.programme.ProgrammePlan;
import io.tributary.simulation.programme.ProgrammePlan.LinkPlan;
import io.tributary.simulation.traffic.SimulatedEvent.Click;
import io.tributary.simulation.traffic.SimulatedEvent.Conversion;
import io.tributary.simulation.traffic.SimulatedEvent.Impression;
import io.tributary.simulation.traffic.SimulatedEvent.Refund;
import io.tributary.simulation.traffic.Visitors.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * The past of a programme: journeys of one to five touches over hours and days, some of which end
 * in an order; refunds, repeated reports, and bursts of clicks by machines. The same seed and end
 * give the same history.
 *
 * @param events in the order of their time
 */
public record History(List<SimulatedEvent> events) {

  /** Clicks of 30 days. */
  public static final int CLICKS_PER_30_DAYS = 20_000;

  private static final double FORGED = 0.03;
  private static final double IMPRESSION_FIRST = 0.3;
  private static final double ONLY_SEEN = 0.12;
  private static final double RETURNING = 0.15;
  private static final int REMEMBERED = 2_000;
  private static final double REFUNDED = 0.04;
  private static final double IN_PART = 0.4;
  private static final double REPEATED = 0.03;

  /** Shares of journeys with one touch, up to two, and so on. */
  private static final double[] TOUCHES = {0.58, 0.80, 0.91, 0.97, 1.0};

  private static final List<String> SOURCES =
      List.of("blog", "newsletter", "youtube", "instagram", "comparison", "podcast");
  private static final List<String> REASONS =
      List.of("customer_return", "order_cancelled", "wrong_size", "damaged");

  public History {
    events = List.copyOf(events);
  }

  /** The history of the given days up to an end. */
  public static History generate(ProgrammePlan plan, long seed, Instant end, int days) {
    return new Generator(plan, seed, end.truncatedTo(ChronoUnit.MILLIS), days).generate();
  }

  /** The events of one kind. */
  public <E extends SimulatedEvent> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static final class Generator {

    private final ProgrammePlan plan;
    private final RandomGenerator random;
    private final Instant end;
    private final int clicksWanted;
    private final Rhythm rhythm;
    private final String prefix;
    private final Weighted<Integer> campaigns;
    private final List<Weighted<Integer>> linksOfCampaign = new ArrayList<>();
    private final List<SimulatedEvent> events = new ArrayList<>();
    private final List<Visitor> known = new ArrayList<>();
    private int sequence;
    private int clicks;

    Generator(ProgrammePlan plan, long seed, Instant end, int days) {
      this.plan = plan;
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      this.end = end;
      this.clicksWanted = (int) Math.round(CLICKS_PER_30_DAYS * days / 30.0);
      // Whole days, today included: what a report of as many days shows.
      this.rhythm =
          new Rhythm(end.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days - 1L)), end);
      this.prefix =
          Long.toString(seed & 0xffffff, 36) + Long.toString(end.getEpochSecond() & 0xffffff, 36);
      this.campaigns =
          new Weighted<>(
              IntStream.range(0, plan.campaigns().size()).boxed().toList(),
              campaign -> plan.campaigns().get(campaign).popularity());
      for (int campaign = 0; campaign < plan.campaigns().size(); campaign++) {
        int wanted = campaign;
        linksOfCampaign.add(
            new Weighted<>(
                IntStream.range(0, plan.links().size())
                    .filter(link -> plan.links().get(link).campaign() == wanted)
                    .boxed()
                    .toList(),
                link -> plan.affiliates().get(plan.links().get(link).affiliate()).size()));
      }
    }

    History generate() {
      int forged = (int) (clicksWanted * FORGED);
      while (clicks < clicksWanted - forged) {
        journey();
      }
      while (clicks < clicksWanted) {
        burst(clicksWanted - clicks);
      }
      events.sort(Comparator.comparing(SimulatedEvent::at));
      return new History(events);
    }

    private void journey() {
      int campaign = campaigns.next(random);
      Visitor visitor = visitor();
      int touches = touches();
      Instant at = rhythm.next(random);
      boolean onlySeen = touches == 1 && random.nextDouble() < ONLY_SEEN;
      int clicksBefore = clicks;
      Click last = null;
      for (int touch = 0; touch < touches && at.isBefore(end); touch++) {
        int link = linksOfCampaign.get(campaign).next(random);
        boolean seen =
            onlySeen || (touch == 0 && touches > 1 && random.nextDouble() < IMPRESSION_FIRST);
        if (seen) {
          events.add(
              new Impression(
                  at,
                  id("i"),
                  visitor.id(),
                  link,
                  visitor.ip(),
                  visitor.userAgent(),
                  visitor.language()));
        } else {
          last = click(at, visitor, link, false);
        }
        at = at.plus(gap());
      }
      if (last != null
          && random.nextDouble()
              < plan.campaigns().get(campaign).conversionRate() * (clicks - clicksBefore)) {
        order(campaign, last);
      }
    }

    private void order(int campaign, Click last) {
      Instant at = last.at().plus(decisionTime());
      if (!at.isBefore(end)) {
        return;
      }
      CampaignPlan terms = plan.campaigns().get(campaign);
      long amount =
          Math.clamp(
              Math.round(terms.medianOrder() * Math.exp(terms.spread() * random.nextGaussian())),
              500L,
              500_000L);
      String orderId =
          "%s-%s-%05d"
              .formatted(terms.name().substring(0, 2).toUpperCase(Locale.ROOT), prefix, ++sequence);
      events.add(
          new Conversion(
              at, id("v"), last.visitorId(), last.eventId(), campaign, orderId, amount, false));
      if (random.nextDouble() < REPEATED) {
        Instant again = at.plusSeconds(2 + random.nextInt(3_600));
        if (again.isBefore(end)) {
          events.add(
              new Conversion(
                  again,
                  id("v"),
                  last.visitorId(),
                  last.eventId(),
                  campaign,
                  orderId,
                  amount,
                  true));
        }
      }
      if (random.nextDouble() < REFUNDED) {
        refund(at, campaign, orderId, amount);
      }
    }

    private void refund(Instant orderedAt, int campaign, String orderId, long amount) {
      Instant at = orderedAt.plus(Duration.ofMinutes(12 * 60L + random.nextInt(9 * 24 * 60)));
      if (at.isBefore(end)) {
        long back =
            random.nextDouble() < IN_PART
                ? Math.max(1, Math.round(amount * (0.2 + 0.5 * random.nextDouble())))
                : amount;
        events.add(
            new Refund(
                at,
                id("r"),
                campaign,
                orderId,
                orderId + "-R1",
                back,
                REASONS.get(random.nextInt(REASONS.size()))));
      }
    }

    /** Many clicks of one machine on one link within minutes, each as a new visitor. */
    private void burst(int atMost) {
      Instant at = rhythm.next(random);
      int link = random.nextInt(plan.links().size());
      String ip = Visitors.botAddress(random);
      int size = Math.min(atMost, 40 + random.nextInt(80));
      for (int i = 0; i < size && at.isBefore(end); i++) {
        click(at, Visitors.bot(random, ip), link, true);
        at = at.plusMillis(500 + random.nextInt(9_000));
      }
    }

    private Click click(Instant at, Visitor visitor, int link, boolean forged) {
      LinkPlan target = plan.links().get(link);
      Click click =
          new Click(
              at,
              id("c"),
              visitor.id(),
              link,
              visitor.ip(),
              visitor.userAgent(),
              visitor.language(),
              SOURCES.get(target.affiliate() % SOURCES.size()),
              forged);
      events.add(click);
      clicks++;
      return click;
    }

    private Visitor visitor() {
      if (!known.isEmpty() && random.nextDouble() < RETURNING) {
        return known.get(random.nextInt(known.size()));
      }
      Visitor visitor = Visitors.next(random);
      if (known.size() < REMEMBERED) {
        known.add(visitor);
      } else {
        known.set(random.nextInt(REMEMBERED), visitor);
      }
      return visitor;
    }

    private int touches() {
      double at = random.nextDouble();
      int touches = 0;
      while (at >= TOUCHES[touches]) {
        touches++;
      }
      return touches + 1;
    }

    /** Between touches: half of them within nine hours, some after days. */
    private Duration gap() {
      double hours = Math.min(120, 9 * Math.exp(1.1 * random.nextGaussian()));
      return Duration.ofMillis((long) (hours * 3_600_000) + 30_000);
    }

    /** Between the last click and the order: half of them within 25 minutes. */
    private Duration decisionTime() {
      double minutes = Math.min(2_880, 25 * Math.exp(1.2 * random.nextGaussian()));
      return Duration.ofMillis((long) (minutes * 60_000) + 20_000);
    }

    private String id(String kind) {
      return kind + prefix + "-" + Integer.toString(++sequence, 36);
    }
  }
}
