package io.tributary.simulation.traffic;

import io.tributary.simulation.http.Answer;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.http.EdgeClient.Browser;
import io.tributary.simulation.programme.CampaignPlan;
import io.tributary.simulation.programme.Programme;
import io.tributary.simulation.traffic.Visitors.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Traffic as it happens: browsers that follow links and keep their cookie, and the advertisers'
 * servers that report orders, now and then wrongly. Errors are counted and do not stop it.
 */
public final class LiveTraffic {

  private static final double SEEN = 0.12;
  private static final double RETURNING = 0.3;
  private static final double WRONG = 0.004;
  private static final int REMEMBERED = 400;

  /** Requests under way; what would be more is left out and counted as an error. */
  private static final int MAX_IN_FLIGHT = 64;

  private static final Duration FIRST_ORDER_AFTER = Duration.ofSeconds(4);
  private static final Duration REPORT = Duration.ofMinutes(1);

  private final EdgeClient edge;
  private final Programme programme;
  private final double perSecond;
  private final Consumer<String> say;
  private final RandomGenerator random;
  private final String prefix;
  private final List<Weighted<Integer>> linksOfCampaign = new ArrayList<>();
  private final Weighted<Integer> campaigns;
  private final Deque<Guest> recent = new ArrayDeque<>();
  private final PriorityQueue<Order> orders = new PriorityQueue<>();
  private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
  private final LongAdder clicks = new LongAdder();
  private final LongAdder impressions = new LongAdder();
  private final LongAdder conversions = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private long orderNumber;

  /**
   * Traffic to come.
   *
   * @param perSecond clicks, impressions and postbacks together
   * @param say where the figures of each minute are told
   */
  public LiveTraffic(
      EdgeClient edge, Programme programme, long seed, double perSecond, Consumer<String> say) {
    this.edge = edge;
    this.programme = programme;
    this.perSecond = perSecond;
    this.say = say;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ System.nanoTime());
    this.prefix = Long.toString(System.currentTimeMillis() / 1_000, 36).toUpperCase(Locale.ROOT);
    var plan = programme.plan();
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

  /** What happened so far. */
  public record Figures(
      long clicks, long impressions, long conversions, long refusals, long errors) {

    @Override
    public String toString() {
      return "%d clicks, %d impressions, %d conversions, %d refused, %d errors"
          .formatted(clicks, impressions, conversions, refusals, errors);
    }
  }

  /** Runs until the thread is interrupted. */
  public void run() {
    long report = System.nanoTime() + REPORT.toNanos();
    long next = System.nanoTime();
    try {
      while (true) {
        next += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
        long wait = next - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        } else if (wait < -REPORT.toNanos()) {
          // The machine slept: what was missed is not caught up with.
          next = System.nanoTime();
        }
        act();
        if (System.nanoTime() > report) {
          report = System.nanoTime() + REPORT.toNanos();
          say.accept("live: " + figures());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Figures figures() {
    return new Figures(
        clicks.sum(), impressions.sum(), conversions.sum(), refusals.sum(), errors.sum());
  }

  private void act() {
    Order due = dueOrder();
    if (due != null) {
      inBackground(() -> postback(due));
    } else if (random.nextDouble() < WRONG) {
      Map<String, String> wrong = wrongPostback();
      inBackground(() -> count(edge.postback(wrong), conversions));
    } else {
      Guest guest = guest();
      int link = linksOfCampaign.get(guest.campaign).next(random);
      String code = programme.linkCodes().get(link);
      if (random.nextDouble() < SEEN) {
        inBackground(() -> impression(guest, code));
      } else {
        boolean buys =
            random.nextDouble() < programme.plan().campaigns().get(guest.campaign).conversionRate();
        Duration after =
            FIRST_ORDER_AFTER.plusMillis((long) (25_000 * Math.exp(0.8 * random.nextGaussian())));
        long amount = amount(guest.campaign);
        String source = "live-" + (1 + link % 5);
        inBackground(() -> click(guest, code, source, buys ? new Basket(after, amount) : null));
      }
    }
  }

  private void click(Guest guest, String code, String source, @Nullable Basket basket)
      throws IOException, InterruptedException {
    Answer answer =
        edge.click(code, Map.of("source", source, "sub1", guest.visitor.id()), guest.browser());
    if (answer.status() != 302 || answer.clickId().isEmpty()) {
      count(answer, clicks);
      return;
    }
    clicks.increment();
    answer.visitorCookie().ifPresent(cookie -> guest.cookie = cookie);
    if (basket != null) {
      schedule(
          new Order(
              System.nanoTime() + basket.after.toNanos(),
              guest.campaign,
              answer.clickId().get(),
              basket.amount));
    }
  }

  private void impression(Guest guest, String code) throws IOException, InterruptedException {
    Answer answer = edge.impression(code, guest.browser());
    answer.visitorCookie().ifPresent(cookie -> guest.cookie = cookie);
    count(answer, impressions);
  }

  private void postback(Order order) throws IOException, InterruptedException {
    Map<String, String> query = terms(order.campaign);
    query.put("click_id", order.clickId);
    query.put("order_id", orderId());
    query.put("amount", HistorySender.decimal(order.amount));
    count(edge.postback(query), conversions);
  }

  private Map<String, String> terms(int campaign) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("token", programme.campaigns().get(campaign).postbackToken());
    query.put("event", "purchase");
    query.put("currency", programme.plan().campaigns().get(campaign).currency());
    return query;
  }

  /** What advertisers send by mistake, and what others try. */
  private Map<String, String> wrongPostback() {
    Map<String, String> query = terms(campaigns.next(random));
    query.put("order_id", orderId());
    query.put("amount", "49.90");
    query.put("click_id", "forged-" + Integer.toString(random.nextInt(), 36));
    switch (random.nextInt(4)) {
      case 0 -> query.put("token", "guess-" + random.nextInt(1_000));
      case 1 -> query.put("amount", "49.905");
      case 2 -> query.put("currency", "XXQ");
      default -> {
        // The forged click id alone.
      }
    }
    return query;
  }

  private synchronized String orderId() {
    return "LV-%s-%05d".formatted(prefix, ++orderNumber);
  }

  private long amount(int campaign) {
    CampaignPlan terms = programme.plan().campaigns().get(campaign);
    return Math.clamp(
        Math.round(terms.medianOrder() * Math.exp(terms.spread() * random.nextGaussian())),
        500L,
        500_000L);
  }

  private Guest guest() {
    if (recent.size() > 20 && random.nextDouble() < RETURNING) {
      Guest known = recent.pollFirst();
      if (known != null) {
        recent.addLast(known);
        return known;
      }
    }
    Guest guest = new Guest(Visitors.next(random), campaigns.next(random));
    recent.addLast(guest);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
    return guest;
  }

  private void schedule(Order order) {
    synchronized (orders) {
      orders.add(order);
    }
  }

  private @Nullable Order dueOrder() {
    synchronized (orders) {
      Order first = orders.peek();
      return first != null && first.dueAt - System.nanoTime() <= 0 ? orders.poll() : null;
    }
  }

  private void count(Answer answer, LongAdder success) {
    if (answer.status() / 100 <= 3) {
      success.increment();
    } else if (answer.status() / 100 == 4) {
      refusals.increment();
    } else {
      errors.increment();
    }
  }

  private interface Request {
    void send() throws IOException, InterruptedException;
  }

  private void inBackground(Request request) {
    if (!inFlight.tryAcquire()) {
      errors.increment();
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                request.send();
              } catch (IOException e) {
                errors.increment();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                inFlight.release();
              }
            });
  }

  private record Basket(Duration after, long amount) {}

  private record Order(long dueAt, int campaign, String clickId, long amount)
      implements Comparable<Order> {

    @Override
    public int compareTo(Order other) {
      return Long.signum(dueAt - other.dueAt);
    }
  }

  private static final class Guest {

    private final Visitor visitor;
    private final int campaign;
    private volatile @Nullable String cookie;

    Guest(Visitor visitor, int campaign) {
      this.visitor = visitor;
      this.campaign = campaign;
    }

    Browser browser() {
      return new Browser(visitor.ip(), visitor.userAgent(), visitor.language(), cookie);
    }
  }
}
