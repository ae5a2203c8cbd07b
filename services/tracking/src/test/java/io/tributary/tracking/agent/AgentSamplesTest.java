package io.tributary.tracking.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Measures the classifier on user agents that others labelled: yauaa's test cases, the instances of
 * crawler-user-agents, random-useragent (mostly old devices) and user-agents (current traffic). The
 * rules were written with half of the strings in sight; the figures that count are of the other
 * half, told apart by the hash of the string. crawler-user-agents' own patterns know its instances,
 * so that set is also measured without them.
 */
class AgentSamplesTest {

  /** Files of attack strings and bug hunters inside browsers' names, labelled as the browser. */
  private static final String ATTACKS = "Hackers";

  /** Kinds of devices on which a browser has a person before it. */
  private static final Set<String> DEVICES =
      Set.of(
          "Desktop",
          "Phone",
          "Tablet",
          "Mobile",
          "TV",
          "Set-top box",
          "Game Console",
          "Handheld Game Console",
          "Watch",
          "eReader",
          "Virtual Reality");

  private static final Set<String> BROWSERS = Set.of("Browser", "Browser Webview");

  /**
   * Texts that say themselves what the label denies: a bot's name, or its owner's address, in a
   * string that is labelled as the browser that it imitates.
   */
  private static final List<String> CONTESTED =
      List.of(
          "googlebot",
          "skypeuripreview",
          "wordpress.com mshots",
          "cspvalidator",
          "um-ln/",
          "sourceweb.claims",
          "indy library",
          "powershell",
          "tools.ietf.org",
          "intigriti.m",
          "abonti.com",
          "nutch-",
          "webcapture",
          "page-preview-tool",
          "vendor\\favicon",
          "yauaa.basjes.nl",
          "ips-agent",
          "adbeat.com");

  private static List<Sample> samples = List.of();

  private record Sample(String label, String source, String userAgent) {

    boolean heldOut() {
      return userAgent.hashCode() % 2 == 0;
    }

    boolean is(String... labels) {
      return List.of(labels).contains(label);
    }
  }

  private record Share(int of, int all) {

    double part() {
      return all == 0 ? 0 : (double) of / all;
    }

    @Override
    public String toString() {
      return "%d of %d (%.2f %%)".formatted(of, all, 100 * part());
    }
  }

  @BeforeAll
  static void load() throws IOException {
    List<Sample> all = new ArrayList<>();
    try (InputStream in = AgentSamplesTest.class.getResourceAsStream("samples.tsv")) {
      String text =
          new String(
              Objects.requireNonNull(in, "The build left out the data: -Dskip.data").readAllBytes(),
              StandardCharsets.UTF_8);
      text.lines()
          .map(line -> line.split("\t", 3))
          .forEach(cells -> all.add(new Sample(cells[0], cells[1], cells[2])));
    }
    all.addAll(yauaa());
    samples = all.stream().distinct().toList();
  }

  @Test
  void declaredBotsAreFound() {
    AgentClassifier agents = AgentLists.builtIn();
    Share heldOut =
        share(agents, samples.stream().filter(s -> s.is("bot") && s.heldOut() && !listed(s)), true);
    Share listed = share(agents, samples.stream().filter(s -> s.is("bot") && listed(s)), true);

    System.out.printf(
        "bots found: %s of other sets, held out; %s of crawler-user-agents, whose patterns are in"
            + " use%n",
        heldOut, listed);
    assertThat(listed.part()).isGreaterThanOrEqualTo(0.99);
    assertThat(heldOut.part()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void botsThatTheirOwnListWasNotAskedForAreFoundByTheOthers() {
    AgentClassifier own = AgentLists.ownOnly();
    Share share = share(own, samples.stream().filter(s -> s.is("bot") && listed(s)), true);

    System.out.printf("crawler-user-agents found by Tributary's own rules alone: %s%n", share);
    assertThat(share.part()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void oddBrowsersAreLeftAlone() {
    AgentClassifier agents = AgentLists.builtIn();
    Share tuned = share(agents, odd().filter(s -> !s.heldOut() && !contested(s)), false);
    Share heldOut = share(agents, odd().filter(s -> s.heldOut() && !contested(s)), false);
    Share contested = share(agents, odd().filter(AgentSamplesTest::contested), false);

    System.out.printf(
        "odd browsers called bot or tool: %s held out, %s of the other half; %s with contested"
            + " labels%n",
        heldOut, tuned, contested);
    odd()
        .filter(s -> !contested(s) && agents.classify(s.userAgent()).agentClass().automatic())
        .forEach(s -> System.out.println("  " + agents.classify(s.userAgent()) + " " + s));
    assertThat(heldOut.part()).isLessThanOrEqualTo(0.002);
    assertThat(tuned.part()).isLessThanOrEqualTo(0.002);
  }

  @Test
  void noCurrentBrowserIsCalledABot() {
    AgentClassifier agents = AgentLists.builtIn();
    Share share = share(agents, samples.stream().filter(s -> s.is("mainstream")), false);

    System.out.printf("current browsers called bot or tool: %s distinct strings%n", share);
    assertThat(share.all()).isGreaterThan(900);
    assertThat(share.of()).isZero();
  }

  @Test
  void precisionAndRecallTogetherAreAsGoodAsAskedFor() {
    AgentClassifier agents = AgentLists.builtIn();
    List<Sample> bots = samples.stream().filter(s -> s.is("bot") && s.heldOut()).toList();
    Share found = share(agents, bots.stream(), true);
    Share wrong =
        share(
            agents,
            samples.stream().filter(s -> s.is("odd", "mainstream") && s.heldOut() && !contested(s)),
            false);
    double precision = (double) found.of() / (found.of() + wrong.of());
    double f1 = 2 * precision * found.part() / (precision + found.part());

    System.out.printf(
        "held out: recall %.4f, precision %.4f, F1 %.4f%n", found.part(), precision, f1);
    assertThat(found.part()).isGreaterThanOrEqualTo(0.99);
    assertThat(f1).isGreaterThanOrEqualTo(0.98);
  }

  private static Stream<Sample> odd() {
    return samples.stream().filter(s -> s.is("odd"));
  }

  private static boolean listed(Sample sample) {
    return sample.source().equals("crawler-user-agents");
  }

  private static boolean contested(Sample sample) {
    String small = sample.userAgent().toLowerCase(Locale.ROOT);
    return CONTESTED.stream().anyMatch(small::contains);
  }

  /** How many of them are automatic; what is an app, a feed reader and so on is not counted. */
  private static Share share(AgentClassifier agents, Stream<Sample> of, boolean positive) {
    Map<Boolean, Integer> counts = new TreeMap<>(Map.of(true, 0, false, 0));
    of.forEach(
        sample -> {
          AgentClass found = agents.classify(sample.userAgent()).agentClass();
          boolean counted = positive || found == AgentClass.HUMAN || found.automatic();
          if (counted) {
            counts.merge(found.automatic(), 1, Integer::sum);
          }
        });
    int automatic = counts.getOrDefault(true, 0);
    return new Share(automatic, automatic + counts.getOrDefault(false, 0));
  }

  private static List<Sample> yauaa() throws IOException {
    List<Sample> found = new ArrayList<>();
    for (YauaaFiles.Case one : YauaaFiles.cases()) {
      String label = label(one.expected("DeviceClass"), one.expected("AgentClass"));
      if (label != null && !one.file().contains(ATTACKS)) {
        found.add(new Sample(label, "yauaa", one.userAgent()));
      }
    }
    return found;
  }

  private static String label(String device, String agent) {
    if (device.startsWith("Robot") && agent.startsWith("Robot")) {
      return "bot";
    }
    return DEVICES.contains(device) && BROWSERS.contains(agent) ? "odd" : null;
  }
}
