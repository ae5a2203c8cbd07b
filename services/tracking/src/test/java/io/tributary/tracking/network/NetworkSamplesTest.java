package io.tributary.tracking.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Measures the kinds of networks on random addresses. Two labels of consumer providers: a list
 * written by hand, and the words that such companies have in their names; neither knows the rules.
 * Data centres have no independent label in any package: the figure for them here rests on names
 * that say so, and guards against regressions; docs/data-sets.md tells of the outside measurement.
 */
class NetworkSamplesTest {

  private static final int ADDRESSES = 1_000_000;

  /** Consumer access networks of some thirty countries. */
  private static final Set<Long> CONSUMERS =
      Set.of(
          7922L, 7018L, 701L, 20115L, 20001L, 10796L, 22773L, 5650L, 7029L, 209L, 6128L, 30036L,
          577L, 812L, 6327L, 852L, 5769L, 3320L, 3209L, 6805L, 8881L, 8422L, 3215L, 12322L, 5410L,
          15557L, 2856L, 5089L, 5607L, 13285L, 3269L, 1267L, 30722L, 12874L, 3352L, 12479L, 3303L,
          6830L, 8447L, 1136L, 33915L, 5432L, 6848L, 3301L, 1257L, 2119L, 3292L, 1759L, 5617L,
          12741L, 5610L, 9121L, 12389L, 8402L, 4134L, 4837L, 9808L, 4766L, 9318L, 17676L, 2516L,
          4713L, 3462L, 9829L, 24560L, 55836L, 45609L, 7713L, 45899L, 7552L, 9299L, 1221L, 7545L,
          8151L, 28573L, 27699L, 26599L, 7303L, 22927L, 7418L, 10620L, 6147L, 8452L, 37069L, 36903L,
          5713L, 29975L, 33771L, 25019L, 5384L, 8551L, 12400L);

  private static final Set<String> CONSUMER_WORDS =
      Set.of(
          "telecom", "broadband", "cable", "telekom", "telefonica", "fibra", "fiber", "wireless");

  private static final Networks NETWORKS = NetworkLists.builtIn();

  @Test
  void consumersAreNotCalledServers() {
    int[] listed = new int[2];
    int[] named = new int[2];
    int[] servers = new int[2];
    SplittableRandom random = new SplittableRandom(20_261_124);
    for (int i = 0; i < ADDRESSES; i++) {
      int four = random.nextInt();
      byte[] address = {
        (byte) (four >>> 24), (byte) (four >>> 16), (byte) (four >>> 8), (byte) four
      };
      Network network = NETWORKS.of(address);
      String name = NETWORKS.name(network.asn());
      if (name == null) {
        continue;
      }
      int column = server(network.kind()) ? 1 : 0;
      String small = name.toLowerCase(Locale.ROOT);
      if (CONSUMERS.contains(network.asn())) {
        listed[column]++;
      }
      if (CONSUMER_WORDS.stream().anyMatch(small::contains)) {
        named[column]++;
      }
      if (small.contains("hosting") || small.contains("datacenter") || small.contains("servers")) {
        servers[column]++;
      }
    }

    System.out.printf(
        "consumer addresses called servers: %s by number, %s by name; named servers found: %s%n",
        shown(listed), shown(named), shown(servers));
    assertThat(listed[0]).isGreaterThan(100_000);
    assertThat(share(listed)).isLessThanOrEqualTo(0.001);
    assertThat(share(named)).isLessThanOrEqualTo(0.01);
    assertThat(share(servers)).isGreaterThanOrEqualTo(0.95);
  }

  private static boolean server(NetworkKind kind) {
    return switch (kind) {
      case DATA_CENTRE, VPN, PROXY, TOR, RELAY -> true;
      case UNKNOWN, ACCESS, MOBILE -> false;
    };
  }

  private static double share(int[] counts) {
    return (double) counts[1] / (counts[0] + counts[1]);
  }

  private static String shown(int[] counts) {
    return "%d of %d (%.3f %%)".formatted(counts[1], counts[0] + counts[1], 100 * share(counts));
  }
}
