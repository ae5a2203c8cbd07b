package io.tributary.tracking.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.FraudTerms.Mode;
import io.tributary.contract.directory.FraudTerms.SignalTerms;
import io.tributary.contract.directory.TrackingTerms.DenyList;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.Judgement.Verdict;
import io.tributary.tracking.Sample;
import io.tributary.tracking.agent.Agent;
import io.tributary.tracking.agent.AgentClass;
import io.tributary.tracking.agent.AgentLength;
import io.tributary.tracking.agent.BotKind;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.network.NetworkKind;
import io.tributary.tracking.session.Session;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each signal as a table of what is seen and what it weighs, and how they add up. */
class SignalsTest {

  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Safari/537.36";
  private static final Agent HUMAN =
      new Agent(AgentClass.HUMAN, null, "chrome", AgentLength.USUAL, false);

  private Purpose purpose = Purpose.VISIT;
  private String query = "";
  private String address = "198.51.100.7";
  private Network network = new Network("DE", 3320, NetworkKind.ACCESS);
  private String userAgent = CHROME;
  private Agent agent = HUMAN;
  private String system = "windows";
  private String browser = "chrome";
  private ClientHints hints = ClientHints.NONE;
  private String language = "de-DE,de;q=0.9";
  private String timeZone;
  private String referrer;
  private DenyList denied = DenyList.NONE;
  private boolean complete = true;
  private Session session = Session.of(true, new long[0]);
  private SignIns signIns;

  @Test
  void nothingSpeaksAgainstAPerson() {
    assertThat(judge().signals()).isEmpty();
    assertThat(judge().verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(judge().touchClass()).isEqualTo(TouchClass.UNIQUE);
    assertThat(judge().rules()).isEqualTo(Rules.VERSION);
    assertThat(judge().data()).isEqualTo("lists");
    assertThat(judge().deferred()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HUMAN, 0",
    "APP, 0",
    "MAIL_CLIENT, 0",
    "OTHER, 0",
    "TOOL, 100",
    "BOT, 100",
  })
  void programsAreRejected(AgentClass agentClass, int points) {
    agent =
        new Agent(
            agentClass,
            agentClass == AgentClass.BOT ? BotKind.CRAWLER : null,
            "name",
            AgentLength.USUAL,
            false);
    assertPoints("ua_bot", points);
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "9, 80", "10, 0", "2048, 0", "2049, 60"})
  void userAgentsHaveAUsualLength(int length, int points) {
    userAgent = "x".repeat(length);
    assertPoints("ua_empty", points);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sub1=summer|0",
        "sub1=it's/fine|0",
        "sub3=%3Cscript%3E|100",
        "source=%24%7Bjndi:ldap|100",
        "aff_click_id=1%20UNION%20SELECT%202|100",
      })
  void injectionStringsAreRejected(String sent, int points) {
    query = sent;
    assertPoints("ua_attack", points);
  }

  @ParameterizedTest
  @CsvSource({"VISIT, 0", "PREFETCH, 100", "PREVIEW, 100", "LOOK, 100"})
  void onlyVisitsCount(Purpose asked, int points) {
    purpose = asked;
    assertPoints("method", points);
    assertThat(judge().reason()).isEqualTo(asked.reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|-|windows|chrome|de|0",
        "?0|\"Windows\"|windows|chrome|de|0",
        "?1|\"Windows\"|windows|chrome|de|30",
        "?0|\"macOS\"|windows|chrome|de|30",
        "?0|\"Linux\"|android|chrome|de|0",
        "?0|\"Windows\"|windows|firefox|de|30",
        "-|-|windows|chrome|-|30",
      })
  void headersAgreeWithTheUserAgent(
      String mobile,
      String platform,
      String namedSystem,
      String namedBrowser,
      String accepted,
      int points) {
    hints = mobile == null ? ClientHints.NONE : new ClientHints("\"x\"", mobile, platform, null);
    system = namedSystem;
    browser = namedBrowser;
    language = accepted;
    assertPoints("ua_inconsistent", points);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCESS, 0, 0",
    "MOBILE, 0, 0",
    "RELAY, 0, 0",
    "DATA_CENTRE, 60, 0",
    "VPN, 0, 40",
    "PROXY, 0, 40",
    "TOR, 0, 60",
  })
  void networksWeigh(NetworkKind kind, int server, int hidden) {
    network = new Network("DE", 1, kind);
    assertPoints("dc_ip", server);
    assertPoints("vpn_proxy_tor", hidden);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, DE, curl, sub1=bad, 0",
    "203.0.113.9, DE, curl, sub1=good, 100",
    "2001:db8:1::9, DE, curl, sub1=good, 100",
    "2001:db8:2::9, DE, curl, sub1=good, 0",
    "198.51.100.7, KP, curl, sub1=good, 100",
    "198.51.100.7, DE, EvilBrowser, sub1=good, 100",
    "198.51.100.7, DE, curl, source=spam, 100",
    "198.51.100.7, DE, curl, sub1=spam, 100",
  })
  void theDenyListIsObeyed(String ip, String country, String name, String sent, int points) {
    denied =
        new DenyList(
            Set.of("203.0.113.0/24", "2001:db8:1::/48", "no network", "10.0.0.0/99"),
            Set.of("KP"),
            Set.of(),
            Set.of("evilbrowser"),
            Set.of("spam"));
    address = ip;
    network = new Network(country, 1, NetworkKind.ACCESS);
    userAgent = name + " of a usual length";
    query = sent;
    assertPoints("block_list", points);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 0",
        "https://good.example/, 0",
        "https://bad.example, 100",
        "https://bad.example/any/page?x=1, 100",
        "https://www.bad.example/, 0",
        "https://a.worse.example/x, 100",
        "https://mixed.example/coupons/5, 100",
        "https://mixed.example/news, 0",
      })
  void pagesCanBeBanned(String page, int points) {
    denied =
        new DenyList(
            Set.of(),
            Set.of(),
            Set.of("bad.example", "*.worse.example", "mixed.example/coupons*"),
            Set.of(),
            Set.of());
    referrer = page;
    assertPoints("referrer_banned", points);
  }

  @ParameterizedTest
  @CsvSource({"sub1=a, 0", "gclid=1, 60", "ttclid=1, 60"})
  void boughtTrafficIsNoted(String sent, int points) {
    query = sent;
    assertPoints("paid_traffic", points);
    assertThat(judge().score()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, ACCESS, 0",
    "10, ACCESS, 0",
    "11, ACCESS, 25",
    "60, ACCESS, 25",
    "61, ACCESS, 80",
    "50, MOBILE, 0",
    "51, MOBILE, 25",
    "300, MOBILE, 25",
    "301, MOBILE, 80",
  })
  void theExcessOfClicksWeighs(int count, NetworkKind kind, int points) {
    network = new Network("DE", 1, kind);
    session = session(false, false, count, 1, 0, -1, false);
    assertPoints("ip_burst", points);
    session = session(false, false, 1, count, 0, -1, false);
    assertPoints("ip_campaign_burst", points);
    session = session(false, false, 1, 1, count, -1, false);
    assertPoints("device_burst", points);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 50", "799, 50", "800, 0"})
  void nobodyClicksWithinABlink(long since, int points) {
    session = session(false, false, 1, 1, 0, since, false);
    assertPoints("display_to_click", points);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "DE|de-DE,de;q=0.9|0",
        "AT|de-DE,de;q=0.9|0",
        "BR|de-DE,de;q=0.9|15",
        "BR|de-DE,en;q=0.5|0",
        "BR|ja,pt-BR;q=0.5|0",
        "BR|xx-BR|0",
        "BR|xx|0",
        "-|ja|0",
        "BR|-|0",
      })
  void languagesTellWhereSomebodyIs(String country, String accepted, int points) {
    network = new Network(country, 1, NetworkKind.ACCESS);
    language = accepted;
    assertPoints("geo_mismatch", points);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "DE|Europe/Berlin|0",
        "DE|Europe/London|0",
        "DE|Europe/Moscow|0",
        "DE|America/New_York|15",
        "DE|US/Pacific|15",
        "IN|Asia/Calcutta|0",
        "IN|Asia/Saigon|0",
        "IN|Europe/Kiev|15",
        "US|Pacific/Honolulu|0",
        "US|Europe/Berlin|15",
        "AS|Pacific/Apia|0",
        "AU|Atlantic/Reykjavik|0",
        "AU|Etc/UTC|0",
        "AU|Mars/Olympus|0",
        "XX|Europe/Berlin|0",
        "-|Europe/Berlin|0",
        "DE|-|0",
      })
  void aTimeZoneTellsWhereSomebodyIs(String country, String zone, int points) {
    network = new Network(country, 1, NetworkKind.ACCESS);
    language = "en";
    timeZone = zone;
    assertPoints("geo_mismatch", points);
    assertThat(judge().score()).isZero();
  }

  @Test
  void whatContradictsThePlaceIsTold() {
    network = new Network("BR", 1, NetworkKind.ACCESS);
    language = "ja";
    timeZone = "Asia/Tokyo";
    assertThat(judge().signals())
        .containsExactly(
            new Judgement.Signal(
                "geo_mismatch",
                15,
                false,
                Map.of("country", "BR", "languages", "ja", "time_zone", "Asia/Tokyo")));
  }

  @Test
  void aPlaceCountsOnlyBesideOtherThings() {
    language = "ja";
    assertThat(judge().score()).isZero();
    network = new Network("DE", 1, NetworkKind.VPN);
    assertThat(judge().score()).isEqualTo(55);
    assertThat(judge().verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void anIdOfAnAffiliateComesOnce() {
    query = "aff_click_id=theirs";
    session = session(false, false, 1, 1, 0, -1, true);
    assertPoints("click_replay", 50);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, de-DE, ACCESS, true, 80, device",
    "203.0.113.200, de-DE, ACCESS, true, 80, device",
    "203.0.113.9, fr-FR, ACCESS, true, 40, address",
    "203.0.113.9, de-DE, ACCESS, false, 40, address",
    "203.0.113.200, fr-FR, ACCESS, true, 0,",
    "203.0.114.9, de-DE, ACCESS, true, 0,",
    "203.0.113.9, de-DE, MOBILE, true, 40, device",
    "203.0.113.9, fr-FR, MOBILE, true, 0,",
    "203.0.113.9, de-DE, RELAY, false, 0,",
  })
  void whereAnAffiliateSignsInItsOwnClicksComeFrom(
      String ip,
      String accepted,
      NetworkKind kind,
      boolean comparesDevices,
      int points,
      String same) {
    signIns =
        new SignIns(
            Sample.SIGN_IN_HASHES,
            Sample.signIns("203.0.113.9", CHROME, "de-DE,de;q=0.5"),
            comparesDevices);
    address = ip;
    language = accepted;
    network = new Network(null, 1, kind);
    assertPoints("self_click", points);
    assertThat(judge().signals().stream().map(signal -> signal.values().get("same")).toList())
        .isEqualTo(same == null ? List.of() : List.of(same));
    assertThat(judge().reason()).isEqualTo(points == 80 ? "self_referral" : null);
  }

  @ParameterizedTest
  @CsvSource({"false, false, UNIQUE", "true, false, DUPLICATE", "false, true, DUPLICATE"})
  void repeatsAreDuplicatesAndNoFraud(boolean visitor, boolean sender, TouchClass expected) {
    session = session(visitor, sender, 1, 1, 0, -1, false);
    assertThat(judge().touchClass()).isEqualTo(expected);
    assertThat(judge().score()).isZero();
    assertThat(judge().mayEarn()).isTrue();
  }

  @Test
  void ofAFamilyTheHeaviestCountsAndReasonsAreOfTheHeaviestFamily() {
    network = new Network("DE", 1, NetworkKind.DATA_CENTRE);
    session = session(false, false, 61, 61, 61, -1, false);
    assertThat(judge().score()).isEqualTo(100);
    assertThat(judge().reason()).isEqualTo("click_rate");
    assertThat(judge().touchClass()).isEqualTo(TouchClass.INVALID);
    assertThat(judge().mayEarn()).isFalse();
  }

  @Test
  void withoutMemoryWhatNeedsItIsDeferred() {
    session = Session.UNAVAILABLE;
    assertThat(judge().deferred())
        .containsExactly(
            "dup_click",
            "ip_burst",
            "ip_campaign_burst",
            "device_burst",
            "display_to_click",
            "click_replay");
  }

  @Test
  void aCampaignsTermsCountBeforeItsTenants() {
    network = new Network("DE", 1, NetworkKind.DATA_CENTRE);
    FraudTerms tenant = terms(null, Map.of("dc_ip", signal(Mode.MONITOR, 90)));
    FraudTerms campaign = terms(null, Map.of("dc_ip", signal(Mode.ON, null)));
    assertThat(judge(tenant, FraudTerms.DEFAULT).score()).isZero();
    assertThat(judge(tenant, FraudTerms.DEFAULT).signals())
        .containsExactly(new Judgement.Signal("dc_ip", 90, true, Map.of("asn", "1")));
    assertThat(judge(tenant, campaign).score()).isEqualTo(90);
    assertThat(judge(tenant, campaign).verdict()).isEqualTo(Verdict.REJECT);
    assertThat(judge(tenant, campaign).rules()).startsWith(Rules.VERSION + "-");
    FraudTerms off = terms(null, Map.of("dc_ip", signal(Mode.OFF, null)));
    assertThat(judge(tenant, off).signals()).isEmpty();
  }

  @Test
  void aCampaignThatIsMonitoredScoresWithoutEffect() {
    agent = new Agent(AgentClass.TOOL, null, "curl", AgentLength.USUAL, false);
    session = session(true, true, 1, 1, 0, -1, false);
    Judgement judgement = judge(terms(true, Map.of()), FraudTerms.DEFAULT);
    assertThat(judgement.score()).isEqualTo(100);
    assertThat(judgement.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(judgement.touchClass()).isEqualTo(TouchClass.UNIQUE);
    assertThat(judgement.signals()).allMatch(Judgement.Signal::monitored);
    assertThat(judge(terms(true, Map.of()), terms(false, Map.of())).touchClass())
        .isEqualTo(TouchClass.INVALID);
  }

  @Test
  void limitsAndScoresCanBeSet() {
    session = session(false, false, 3, 1, 0, -1, false);
    FraudTerms strict =
        new FraudTerms(
            null,
            20,
            25,
            Map.of("ip_burst", new SignalTerms(null, null, Map.of("per_minute", 2L))));
    assertThat(judge(FraudTerms.DEFAULT, strict).verdict()).isEqualTo(Verdict.REJECT);
    assertThat(judge().signals()).isEmpty();
  }

  @Test
  void moreEvidenceNeverLightensAJudgement() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      purpose = Purpose.VISIT;
      agent = HUMAN;
      network = new Network("DE", 1, NetworkKind.ACCESS);
      session = Session.of(true, new long[0]);
      int before = 0;
      for (int step = 0; step < 4; step++) {
        switch (random.nextInt(4)) {
          case 0 -> agent = new Agent(AgentClass.TOOL, null, "x", AgentLength.USUAL, false);
          case 1 ->
              network =
                  new Network(
                      "DE", 1, network.kind() == NetworkKind.TOR ? NetworkKind.TOR : worse(random));
          case 2 ->
              session =
                  session(
                      true,
                      true,
                      session.perAddress() + random.nextInt(80),
                      session.perCampaign() + random.nextInt(80),
                      session.perDevice() + random.nextInt(80),
                      100,
                      false);
          default -> language = "ja";
        }
        int score = judge().score();
        assertThat(score).as("seed %d", seed).isBetween(before, 100);
        before = score;
      }
      language = "de";
    }
  }

  @Test
  void signalsHaveNamesOfTheirOwn() {
    List<String> ids = Signals.ALL.stream().map(Signal::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static NetworkKind worse(Random random) {
    return random.nextBoolean() ? NetworkKind.DATA_CENTRE : NetworkKind.TOR;
  }

  private static SignalTerms signal(Mode mode, Integer points) {
    return new SignalTerms(mode, points, Map.of());
  }

  private static FraudTerms terms(Boolean monitored, Map<String, SignalTerms> signals) {
    return new FraudTerms(monitored, null, null, signals);
  }

  private static Session session(
      boolean visitor,
      boolean sender,
      long perAddress,
      long perCampaign,
      long perDevice,
      long since,
      boolean replayed) {
    return new Session(
        true, visitor, sender, perAddress, perCampaign, perDevice, since, replayed, new long[0]);
  }

  private void assertPoints(String id, int points) {
    assertThat(
            judge().signals().stream()
                .filter(signal -> signal.id().equals(id))
                .mapToInt(Judgement.Signal::points)
                .sum())
        .isEqualTo(points);
  }

  private Judgement judge() {
    return judge(FraudTerms.DEFAULT, FraudTerms.DEFAULT);
  }

  private Judgement judge(FraudTerms tenant, FraudTerms campaign) {
    Sighting sighting =
        new Sighting(
            purpose,
            ClickParameters.of(query),
            InetAddress.ofLiteral(address),
            network,
            userAgent,
            agent,
            system,
            browser,
            hints,
            language,
            timeZone,
            referrer,
            new Denied(denied),
            session,
            signIns,
            complete);
    return Scoring.judge(sighting, Rules.of(tenant, campaign), true, "lists");
  }
}
