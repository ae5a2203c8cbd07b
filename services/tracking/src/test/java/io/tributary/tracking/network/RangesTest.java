package io.tributary.tracking.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangesTest {

  private static int of(Ranges ranges, String address) {
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return bytes.length == 4
        ? ranges.of4(Addresses.ipv4(bytes))
        : ranges.of6(Addresses.upper(bytes), Addresses.lower(bytes));
  }

  private static Ranges ranges(String... networks) {
    Ranges.Builder table = new Ranges.Builder();
    for (int i = 0; i < networks.length; i++) {
      Addresses.add(table, networks[i], i);
    }
    return table.build();
  }

  @Test
  void theInnerOfTwoRangesCountsAndTheOuterGoesOnBehindIt() {
    Ranges ranges = ranges("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3");

    assertThat(of(ranges, "9.255.255.255")).isEqualTo(Ranges.NONE);
    assertThat(of(ranges, "10.0.0.0")).isEqualTo(0);
    assertThat(of(ranges, "10.1.2.2")).isEqualTo(1);
    assertThat(of(ranges, "10.1.2.3")).isEqualTo(2);
    assertThat(of(ranges, "10.1.2.4")).isEqualTo(1);
    assertThat(of(ranges, "10.2.0.0")).isEqualTo(0);
    assertThat(of(ranges, "11.0.0.0")).isEqualTo(Ranges.NONE);
  }

  @Test
  void bothEndsOfBothAddressSpacesAreFound() {
    Ranges ranges = ranges("0.0.0.0/8", "255.0.0.0/8", "::/16", "ffff::/16");

    assertThat(of(ranges, "0.0.0.0")).isEqualTo(0);
    assertThat(of(ranges, "255.255.255.255")).isEqualTo(1);
    assertThat(of(ranges, "128.0.0.0")).isEqualTo(Ranges.NONE);
    assertThat(of(ranges, "::")).isEqualTo(2);
    assertThat(of(ranges, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isEqualTo(3);
    assertThat(of(ranges, "8000::")).isEqualTo(Ranges.NONE);
  }

  @Test
  void oneAddressOfIpv6IsARangeToo() {
    Ranges ranges = ranges("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff");

    assertThat(of(ranges, "2001:db8::1")).isEqualTo(0);
    assertThat(of(ranges, "2001:db8::2")).isEqualTo(Ranges.NONE);
    assertThat(of(ranges, "2001:db8:0:0:ffff:ffff:ffff:ffff")).isEqualTo(1);
    assertThat(of(ranges, "2001:db8:0:1::")).isEqualTo(Ranges.NONE);
  }

  @Test
  void rangesThatOverlapAreRefused() {
    Ranges.Builder table = new Ranges.Builder();
    Addresses.add(table, "10.0.0.0", "10.0.0.20", 0);
    Addresses.add(table, "10.0.0.10", "10.0.0.30", 1);

    assertThatThrownBy(table::build).hasMessageContaining("overlap");
    assertThatThrownBy(() -> Addresses.add(table, "10.0.0.2", "10.0.0.1", 0))
        .hasMessageContaining("before it begins");
    assertThatThrownBy(() -> Addresses.add(table, "10.0.0.1/24", 0))
        .hasMessageContaining("bits behind its length");
    assertThatThrownBy(() -> Addresses.add(table, "10.0.0.0/33", 0))
        .hasMessageContaining("no valid length");
    assertThatThrownBy(() -> Addresses.add(table, "ten", 0)).hasMessageContaining("no address");
  }

  @Test
  void anySetOfNetworksAnswersAsTheLongestMatchWould() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      List<int[]> networks = new ArrayList<>();
      Ranges.Builder table = new Ranges.Builder();
      for (int i = 0; i < 40; i++) {
        int bits = random.nextInt(1, 33);
        int mask = -1 << (32 - bits);
        int first = random.nextInt() & mask & 0xf000_ff0f;
        int start = first & mask;
        boolean known = networks.stream().anyMatch(n -> n[0] == start && n[1] == bits);
        if (!known) {
          networks.add(new int[] {start, bits, i});
          table.add4(start, start | ~mask, i);
        }
      }
      Ranges ranges = table.build();
      for (int i = 0; i < 200; i++) {
        int address = networks.get(random.nextInt(networks.size()))[0] + random.nextInt(-2, 3);
        assertThat(ranges.of4(address)).as("seed %d", seed).isEqualTo(longest(networks, address));
      }
    }
  }

  private static int longest(List<int[]> networks, int address) {
    int bits = -1;
    int value = Ranges.NONE;
    for (int[] network : networks) {
      int mask = -1 << (32 - network[1]);
      if ((address & mask) == network[0] && network[1] > bits) {
        bits = network[1];
        value = network[2];
      }
    }
    return value;
  }
}
