package io.tributary.benchmark;

import io.tributary.attribution.journey.Attribution;
import io.tributary.attribution.journey.AttributionDecision;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.Evidence;
import io.tributary.attribution.journey.Journey;
import io.tributary.attribution.journey.Programme;
import io.tributary.attribution.journey.Touch;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.RuleEngine;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a decision costs, its trace included, for a journey of five clicks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttributionBenchmark {

  @Param({"LAST", "FIRST", "LINEAR"})
  public String model = "LAST";

  private final ConversionReceived conversion = Samples.conversion();
  private Journey journey = Journey.EMPTY;
  private Programme programme =
      new OneCampaign(Samples.campaign(AttributionTerms.Model.LAST_CLICK));

  @Setup
  public void prepare() {
    programme = new OneCampaign(Samples.campaign(AttributionTerms.Model.valueOf(model)));
    for (int n = 0; n < 5; n++) {
      journey = journey.with(Touch.of(Samples.click(n), n));
    }
  }

  @Benchmark
  public AttributionDecision decide() {
    return Attribution.decide(conversion, Evidence.of(journey), programme, Patience.CAN_WAIT);
  }

  private static final RuleEngine ENGINE = new RuleEngine();
  private static final AttributionRules RULES = new AttributionRules(ENGINE);

  private record OneCampaign(CampaignSnapshot snapshot) implements Programme {

    @Override
    public CampaignSnapshot campaign(TenantId tenant, CampaignId campaign) {
      return snapshot;
    }

    @Override
    public Partnership partnership(CampaignId campaign, AffiliateId affiliate) {
      return Partnership.APPROVED;
    }

    @Override
    public @Nullable CouponSnapshot coupon(CampaignId campaign, String code) {
      return null;
    }

    @Override
    public AttributionRules rules() {
      return RULES;
    }

    @Override
    public RuleEngine engine() {
      return ENGINE;
    }
  }
}
