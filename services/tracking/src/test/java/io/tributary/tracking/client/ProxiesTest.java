package io.tributary.tracking.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

  private final Proxies proxies = new Proxies(List.of("127.0.0.0/8", "::1/128", "10.1.0.0/16"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          203.0.113.9 | -                              | 203.0.113.9
          203.0.113.9 | 198.51.100.7                   | 203.0.113.9
          127.0.0.1   | -                              | 127.0.0.1
          127.0.0.1   | 198.51.100.7                   | 198.51.100.7
          127.0.0.1   | 192.0.2.1, 198.51.100.7        | 198.51.100.7
          127.0.0.1   | 192.0.2.1, 198.51.100.7, 10.1.2.3 | 198.51.100.7
          127.0.0.1   | 10.2.2.3                       | 10.2.2.3
          127.0.0.1   | 127.0.0.2, 127.0.0.3           | 127.0.0.2
          127.0.0.1   | 198.51.100.7:1234              | 198.51.100.7
          127.0.0.1   | [2001:db8::7]:443              | 2001:db8:0:0:0:0:0:7
          ::1         | 2001:db8::7                    | 2001:db8:0:0:0:0:0:7
          127.0.0.1   | 198.51.100.7, nonsense         | 127.0.0.1
          127.0.0.1   | localhost                      | 127.0.0.1
          127.0.0.1   | ,,                             | 127.0.0.1
          """)
  void theClientIsTheRightMostAddressThatIsNoTrustedProxy(
      String peer, String forwardedFor, String client) {
    InetAddress found = proxies.client(InetAddress.ofLiteral(peer), forwardedFor);
    assertThat(found.getHostAddress()).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.0",
    "255.255.255.255, 255.255.255.0",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348, 2001:db8:85a3::",
    "2001:db8::1, 2001:db8::",
    "::1, ::",
    "::ffff:203.0.113.9, 203.0.113.0"
  })
  void addressesAreStoredAsNetworks(String address, String stored) {
    assertThat(Clients.truncated(InetAddress.ofLiteral(address))).isEqualTo(stored);
  }

  @Test
  void whatIsStoredOfASenderIsCut() {
    var client = Clients.of(null, "u".repeat(9_000), "l".repeat(9_000), "r".repeat(9_000));
    assertThat(client.ip()).isNull();
    assertThat(client.userAgent()).hasSize(512);
    assertThat(client.language()).hasSize(64);
    assertThat(client.referrer()).hasSize(1_024);
  }

  @Test
  void aSettingThatIsNoNetworkIsNamed() {
    for (String setting : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/x", "")) {
      assertThatThrownBy(() -> new Proxies(List.of(setting)))
          .hasMessageContaining("tributary.tracking.trusted-proxies");
    }
  }
}
