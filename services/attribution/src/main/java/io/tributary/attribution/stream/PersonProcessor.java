package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.Proposal;
import io.tributary.attribution.journey.Attribution;
import io.tributary.attribution.journey.AttributionDecision;
import io.tributary.attribution.journey.AttributionDecision.Credited;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.AttributionDecision.Settled;
import io.tributary.attribution.journey.Journey;
import io.tributary.attribution.journey.Programme;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.journey.Touch;
import io.tributary.attribution.person.Person;
import io.tributary.attribution.person.Seeking;
import io.tributary.contract.decision.Ground.Cause;
import io.tributary.contract.directory.CampaignSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Brings together what a person did with several visitors, and decides about its conversions. */
final class PersonProcessor implements Processor<String, PersonMessage, String, GuardInput> {

  static final String PERSONS = "persons";

  private final Programme programme;
  private final Retention retention;
  private @Nullable ProcessorContext<String, GuardInput> context;
  private @Nullable KeyValueStore<String, Person> persons;

  PersonProcessor(Programme programme, Retention retention) {
    this.programme = programme;
    this.retention = retention;
  }

  @Override
  public void init(ProcessorContext<String, GuardInput> context) {
    KeyValueStore<String, Person> store = context.getStateStore(PERSONS);
    this.context = context;
    this.persons = store;
    Sweep<Person> sweep = new Sweep<>(store, this::kept);
    context.schedule(Sweep.EVERY, PunctuationType.STREAM_TIME, sweep::run);
  }

  @Override
  public void process(Record<String, PersonMessage> record) {
    KeyValueStore<String, Person> store = Objects.requireNonNull(persons);
    PersonMessage message = record.value();
    Person known = store.get(record.key());
    Person before = known == null ? Person.of(message.tenantId()) : known;
    Person after =
        switch (message) {
          case PersonMessage.Joined joined ->
              touched(before, joined.touches(), Cause.IDENTITY_MERGE, record.timestamp());
          case PersonMessage.Touched touched ->
              touched(before, List.of(touched.touch()), Cause.LATE_CLICK, record.timestamp());
          case PersonMessage.Left left -> before.without(left.eventIds());
          case PersonMessage.Sought sought -> decided(before, sought.seeking(), record.timestamp());
        };
    if (!after.equals(before)) {
      store.put(record.key(), after);
    }
  }

  private Person touched(Person before, List<Touch> touches, Cause cause, long at) {
    List<Touch> fresh =
        touches.stream().filter(touch -> !before.journey().has(touch.eventId())).toList();
    if (fresh.isEmpty()) {
      return before;
    }
    Person person = before.with(fresh);
    for (Seeking seeking : before.concerned(fresh, cause, at)) {
      person = decided(person, seeking, at);
    }
    return person;
  }

  private Person decided(Person person, Seeking seeking, long at) {
    AttributionDecision decision =
        Attribution.decide(
            seeking.report(), person.evidence(seeking), programme, Patience.EXHAUSTED);
    if (!(decision instanceof Settled settled)) {
      throw new IllegalStateException("nothing is waited for any more");
    }
    forward(Proposal.of(seeking.report(), settled, seeking.cause()), at);
    Person after = person.decided(seeking, at);
    CampaignSnapshot campaign =
        programme.campaign(seeking.report().tenantId(), seeking.report().campaignId());
    return settled instanceof Credited credited && campaign != null
        ? after.bound(
            seeking, credited, campaign.termsAt(seeking.report().occurredAt()).terms().matching())
        : after;
  }

  private void forward(Proposal proposal, long at) {
    Objects.requireNonNull(context)
        .forward(
            new Record<>(proposal.report().conversionId().value(), GuardInput.of(proposal), at));
  }

  private @Nullable Person kept(Person person, Instant now) {
    Journey left =
        person
            .journey()
            .without(touch -> retention.isOver(touch, person.tenantId(), programme, now));
    Person after = left.equals(person.journey()) ? person : person.with(left);
    return after.isEmpty() ? null : after;
  }
}
