package io.tributary.benchmark;

import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.Audience.Condition;
import io.tributary.contract.directory.Audience.Dimension;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.traffic.Audiences;
import io.tributary.tracking.traffic.Macro;
import io.tributary.tracking.traffic.Page;
import io.tributary.tracking.url.WebUrl;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the steps of a click cost: its parameters, a hundred targeting rules, its page's address.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TrafficBenchmark {

  private static final int RULES = 100;
  private static final String QUERY =
      "sub1=news&sub2=a%20b&source=blog&aff_click_id=8f3c1b&gclid=EAIaIQobChMI&utm_source=mail";

  private final Audiences audiences = audiences();
  private final Map<Dimension, String> visitor =
      new EnumMap<>(
          Map.of(
              Dimension.COUNTRY, "ZZ",
              Dimension.DEVICE, "phone",
              Dimension.LANGUAGE, "de",
              Dimension.SUB1, "news"));
  private final Page page = page();
  private final Map<Macro, String> values =
      new EnumMap<>(Map.of(Macro.SUB1, "news", Macro.SUB2, "a b", Macro.CAMPAIGN_ID, "camp_1"));

  /** None takes the visitor, so all of them count. */
  @Benchmark
  public int targeting() {
    return audiences.first(visitor::get);
  }

  @Benchmark
  public ClickParameters parameters() {
    return ClickParameters.of(QUERY);
  }

  @Benchmark
  public String address() {
    return page.address(values::get, "QmFzZTY0dXJsT2YzOUJ5dGVzSXNGaWZ0eVR3b0NoYXJhY3RlcnM");
  }

  private static Audiences audiences() {
    List<Audience> audiences = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      audiences.add(
          new Audience(
              List.of(
                  new Condition(Dimension.COUNTRY, false, Set.of("C" + i, "D" + i)),
                  new Condition(Dimension.DEVICE, true, Set.of("tv")),
                  new Condition(Dimension.LANGUAGE, false, Set.of("de", "en")),
                  new Condition(Dimension.SUB1, true, Set.of("x" + i)))));
    }
    return Audiences.of(audiences);
  }

  private static Page page() {
    return switch (WebUrl.landing("https://shop.example/p?s={sub1}&t={sub2}&c={campaign_id}")) {
      case WebUrl.Parsed.Url(WebUrl url) -> Page.of(url);
      case WebUrl.Parsed.Unusable(String reason) -> throw new IllegalStateException(reason);
    };
  }
}
