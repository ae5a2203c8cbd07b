package io.tributary.benchmark;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.conversion.Conversions;
import io.tributary.tracking.customer.EmailHashes;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.event.Sender;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.ClickKeys;
import io.tributary.tracking.visitor.VisitorSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What an event of a batch costs the event API, before it is written to its topic. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IntakeBenchmark {

  private static final int EVENTS = 500;
  private static final Instant NOW = Instant.parse("2026-11-03T10:15:30.250Z");

  private final Directory directory = new Directory();
  private final ClickIds clickIds =
      new ClickIds(
          ClickKeys.parse(List.of("k1:" + Base64.getEncoder().encodeToString(new byte[32]))));
  private final EventIntake intake =
      new EventIntake(
          new Links(directory, directory, directory),
          directory,
          new Conversions(clickIds, new EmailHashes(new byte[32])),
          clickIds,
          new VisitorSource(new Random(1)),
          TraitsSource.NONE,
          Judge.NONE,
          () -> "id");
  private final Sender sender = new Sender(Samples.TENANT, Channel.API, false, null);
  private final byte[] batch;

  public IntakeBenchmark() {
    directory.applyCampaign(
        Samples.CAMPAIGN.value(), Samples.campaign(AttributionTerms.Model.LAST_CLICK));
    VisitorSource visitors = new VisitorSource(new Random(2));
    StringBuilder events = new StringBuilder("{\"events\":[");
    for (int i = 0; i < EVENTS; i++) {
      events.append(i == 0 ? "" : ",");
      events.append(
          """
          {"type":"conversion","event_id":"evt-%d","campaign_id":"%s","click_id":"%s",\
          "event":"purchase","order_id":"order-%d","amount":"%d.50","currency":"USD",\
          "occurred_at":"2026-11-03T10:15:29.000Z"}\
          """
              .formatted(
                  i,
                  Samples.CAMPAIGN.value(),
                  clickIds.mint(Samples.TENANT, visitors.next(), NOW, i),
                  i,
                  i));
    }
    batch = events.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reading alone, member by member. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public JsonEvents.Batch read() {
    return JsonEvents.read(batch, EVENTS);
  }

  /** What reading into maps costs instead. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object readTree() {
    return EventJson.mapper().readValue(batch, Object.class);
  }

  /** Reading and deciding. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void readAndDecide(Blackhole seen) {
    switch (JsonEvents.read(batch, EVENTS)) {
      case JsonEvents.Batch.Read(List<JsonEvents.Event> events, String sentAt) -> {
        for (JsonEvents.Event event : events) {
          EventDecision decision = intake.decide(event.sent(), sender, NOW);
          if (decision instanceof EventDecision.Refused refused) {
            throw new IllegalStateException(refused.toString());
          }
          seen.consume(decision);
        }
      }
      case JsonEvents.Batch.TooMany other -> throw new IllegalStateException();
      case JsonEvents.Batch.NotABatch other -> throw new IllegalStateException();
      case JsonEvents.Batch.Malformed other -> throw new IllegalStateException();
    }
  }
}
