package io.tributary.scenarios;

import io.tributary.scenarios.Programme.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The console in a browser, against a server with a programme in it. */
class BrowserTest {

  @Test
  void peopleWorkWithTheConsole() throws IOException, InterruptedException {
    Deployment deployment = SharedDeployment.allInOne();
    Programme programme = Programme.create(deployment, Map.of()).with("vera");
    ScenarioContract.payable(programme, "vera");
    // One commission is paid in the browser, the other order is refunded there.
    waiting(programme, "paid");
    waiting(programme, "refunded");
    reported(programme);
    String email = "vera." + programme.run + "@users.example.org";
    String password = "a long enough password " + programme.run;
    programme.admin.write(
        "users",
        Map.of(
            "email",
            email,
            "name",
            "Vera",
            "password",
            password,
            "role",
            "AFFILIATE",
            "affiliate_id",
            programme.affiliate("vera")));

    BrowserRun.passes(
        "console",
        Map.of(
            "TRIBUTARY_CONSOLE_URL",
            deployment.api(),
            "TRIBUTARY_ADMIN_EMAIL",
            Deployment.ADMIN,
            "TRIBUTARY_ADMIN_PASSWORD",
            Deployment.PASSWORD,
            "TRIBUTARY_AFFILIATE_EMAIL",
            email,
            "TRIBUTARY_AFFILIATE_PASSWORD",
            password));
  }

  /** An order whose commission waits for its hold to end. */
  private static void waiting(Programme programme, String order) {
    Visit visit = programme.click("vera", Visit.NEW);
    String conversion = programme.order(visit, order + "-" + programme.run, "249.00");
    programme.decided(conversion);
    programme.commissions(conversion, 1);
  }

  private static void reported(Programme programme) {
    Http.eventually(
        Duration.ofSeconds(20),
        "report",
        () ->
            Optional.of(
                    programme.admin.read(
                        "reports/performance?group_by=day&campaign_id=" + programme.campaign))
                .filter(
                    seen ->
                        sum(seen.path("data"), "clicks") >= 2
                            && sum(seen.path("data"), "conversions") >= 2));
  }

  private static double sum(JsonNode rows, String figure) {
    return rows.values().stream().mapToDouble(row -> row.path(figure).asDouble()).sum();
  }
}
