package io.tributary.tracking.event;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.Sample;
import io.tributary.tracking.conversion.Conversions;
import io.tributary.tracking.dataset.DataSetTraits;
import io.tributary.tracking.dataset.DataSets;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.fraud.SignalJudge;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Touches that servers report are judged by what they tell of the visitor, with the build's data.
 */
class ReportedTouchTest {

  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Safari/537.36";
  private static final DataSets DATA = new DataSets(null, new SimpleMeterRegistry());

  private final Directory directory = new Directory();
  private final ClickIds clickIds = new ClickIds(Sample.clickKeys("k1"));
  private final EventIntake intake =
      new EventIntake(
          new Links(directory, directory, directory),
          directory,
          new Conversions(clickIds, Sample.emails()),
          clickIds,
          new VisitorSource(new Random(1)),
          new DataSetTraits(DATA),
          new SignalJudge(DATA, directory, directory, Sample.SIGN_IN_HASHES),
          () -> "id");

  ReportedTouchTest() {
    directory.applyCampaign("link", Sample.link());
    directory.applyCampaign(CAMPAIGN.value(), Sample.campaign(CampaignSnapshot.Status.ACTIVE));
    directory.applyAffiliate("affiliate", Sample.affiliate(AffiliateSnapshot.Status.APPROVED));
    directory.applyAffiliate("membership", Sample.membership(MembershipSnapshot.Status.APPROVED));
  }

  @Test
  void aProgramIsInvalid() {
    Judgement judgement = click("\"user_agent\":\"python-requests/2.32.3\"").judgement();
    assertThat(judgement.touchClass()).isEqualTo(TouchClass.INVALID);
    assertThat(judgement.reason()).isEqualTo("non_human");
    assertThat(judgement.signals()).extracting(Judgement.Signal::id).containsExactly("ua_bot");
  }

  @Test
  void whatIsNotToldDoesNotSpeakAgainstATouch() {
    for (String told : List.of("\"source\":\"s\"", "\"user_agent\":\"" + CHROME + "\"")) {
      Judgement judgement = click(told).judgement();
      assertThat(judgement.touchClass()).isEqualTo(TouchClass.UNIQUE);
      assertThat(judgement.signals()).isEmpty();
      assertThat(judgement.deferred()).isEmpty();
      assertThat(judgement.rules()).isNotNull();
    }
  }

  @Test
  void labelsAreLookedAtToo() {
    assertThat(click("\"sub3\":\"<script>alert(1)</script>\"").judgement().signals())
        .extracting(Judgement.Signal::id)
        .containsExactly("ua_attack");
  }

  @Test
  void traitsAreToldAsForAClickOfTheEdge() {
    var traits = click("\"ip\":\"91.12.1.1\",\"user_agent\":\"" + CHROME + "\"").client().traits();
    assertThat(traits.country()).isEqualTo("DE");
    assertThat(traits.os()).isEqualTo("windows");
    assertThat(traits.browser()).isEqualTo("chrome");
    assertThat(click("\"source\":\"s\"").client().traits()).isNull();
  }

  @Test
  void impressionsAreJudgedAsWell() {
    Impression impression = (Impression) accepted("impression", "\"user_agent\":\"curl/8.5.0\"");
    assertThat(impression.judgement().touchClass()).isEqualTo(TouchClass.INVALID);
  }

  @Test
  void anAffiliatesOwnDeviceIsKnownWhereTheVisitorConsents() {
    directory.applyIdentity("aff", Sample.signIns("91.12.1.1", CHROME, "de"));
    String told = "\"ip\":\"91.12.1.1\",\"language\":\"de\",\"user_agent\":\"" + CHROME + "\"";
    assertThat(click(told).judgement().score()).isEqualTo(40);
    Judgement known = click(told + ",\"consent\":\"granted\"").judgement();
    assertThat(known.score()).isEqualTo(80);
    assertThat(known.reason()).isEqualTo("self_referral");
  }

  private Click click(String told) {
    return (Click) accepted("click", told);
  }

  private TrackingEvent accepted(String type, String told) {
    byte[] body =
        "{\"events\":[{\"type\":\"%s\",\"link_code\":\"%s\",%s}]}"
            .formatted(type, Sample.link().code(), told)
            .getBytes(StandardCharsets.UTF_8);
    var read = (JsonEvents.Batch.Read) JsonEvents.read(body, 1);
    EventDecision decision =
        intake.decide(
            read.events().getFirst().sent(),
            new Sender(Sample.TENANT, Channel.API, false, null),
            NOW);
    assertThat(decision).isInstanceOf(EventDecision.Accepted.class);
    return ((EventDecision.Accepted) decision).event();
  }
}
