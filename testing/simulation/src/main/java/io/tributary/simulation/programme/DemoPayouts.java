package io.tributary.simulation.programme;

import io.tributary.simulation.http.ApiClient;
import io.tributary.simulation.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Pays for the history: three runs are approved, one is left for whoever looks at the demo. Nothing
 * is done when there are runs already.
 */
public final class DemoPayouts {

  private static final Duration WAIT = Duration.ofSeconds(45);
  private static final Duration STEP = Duration.ofSeconds(1);

  /** Polls without a change after which all commissions that are due count as approved. */
  private static final int STEADY = 3;

  private final ApiClient api;
  private final Programme programme;
  private final Consumer<String> say;

  public DemoPayouts(ApiClient api, Programme programme, Consumer<String> say) {
    this.api = api;
    this.programme = programme;
    this.say = say;
  }

  /** Creates the runs. */
  public void run() throws InterruptedException {
    if (!api.get("payout-runs?limit=1").path("data").isEmpty()) {
      return;
    }
    int due = awaitApproved();
    if (due == 0) {
      say.accept("No commission is approved yet, so nothing is paid.");
      return;
    }
    int approved = 0;
    boolean prepared = false;
    for (Part part : parts()) {
      try {
        JsonNode run =
            api.post(
                "payout-runs",
                Map.of(
                    "currency",
                    part.currency(),
                    "gateway",
                    "sandbox",
                    "affiliate_ids",
                    part.affiliates()));
        if (part.approve()) {
          api.post("payout-runs/%s/approve".formatted(run.path("id").asString()), Map.of());
          approved++;
        } else {
          prepared = true;
        }
      } catch (ApiFailure failure) {
        say.accept("A payout run was refused: " + failure.getMessage());
      }
    }
    say.accept(
        "Payouts: %d runs approved%s."
            .formatted(approved, prepared ? ", one left to approve" : ""));
  }

  private record Part(String currency, List<String> affiliates, boolean approve) {}

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (String currency : List.of("USD", "EUR")) {
      // By turns, as the largest come first: each run then has something to pay.
      List<List<String>> halves = List.of(new ArrayList<>(), new ArrayList<>());
      int payees = 0;
      for (int i = 0; i < programme.affiliateIds().size(); i++) {
        if (programme.plan().affiliates().get(i).currency().equals(currency)) {
          halves.get(payees++ % 2).add(programme.affiliateIds().get(i));
        }
      }
      parts.add(new Part(currency, halves.getFirst(), true));
      parts.add(new Part(currency, halves.getLast(), currency.equals("USD")));
    }
    return parts;
  }

  /** Waits until the commissions that are past their hold are approved; how many there are. */
  private int awaitApproved() throws InterruptedException {
    Instant end = Instant.now().plus(WAIT);
    int seen = 0;
    int steady = 0;
    while (Instant.now().isBefore(end) && (seen == 0 || steady < STEADY)) {
      int now = api.list("commissions?status=approved").size();
      steady = now == seen ? steady + 1 : 0;
      seen = now;
      Thread.sleep(STEP);
    }
    return seen;
  }
}
